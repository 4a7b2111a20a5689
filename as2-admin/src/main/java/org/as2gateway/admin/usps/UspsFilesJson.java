package org.as2gateway.admin.usps;

import java.util.List;
import org.as2gateway.admin.port.Description;
import org.jspecify.annotations.Nullable;

/** A page of the USPS ledger. */
@Description("Files that go to USPS, the newest first.")
record UspsFilesJson(
    List<UspsFileJson> files,
    @Description("cursor of the next page; null if there is none") @Nullable String next) {}
