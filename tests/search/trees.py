"""Any query tree, for properties that all of them have."""

from hypothesis import strategies as st

from thaidoc.search.query import Query, conjunction, disjunction, negation


def trees(leaves: st.SearchStrategy[Query], most: int = 6) -> st.SearchStrategy[Query]:
    """Trees over these leaves, with at most so many of them."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(conjunction),
            st.lists(inner, min_size=2, max_size=3).map(disjunction),
            inner.map(negation),
        ),
        max_leaves=most,
    )
