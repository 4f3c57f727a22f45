-- One row per version of a lead that the source schema, or a file, marks as deleted: what it objected to still holds.
{{ deliver_deleted() }}
