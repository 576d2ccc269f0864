"""The company's own tables: taken in from files and warehouses, typed, checked, profiled and stored as Parquet."""
