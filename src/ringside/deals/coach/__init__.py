"""The deal coach: next steps that rest on facts of the deal, ranked by what such steps have done before."""
