package org.as2gateway.backup;

import java.util.List;

/**
 * What a backup has become.
 *
 * @param hasDatabase whether the database is in it; if not, its server's tools have to copy it
 * @param findings what an operator should know: files that could not be copied, a changed mode
 */
public record BackupReport(boolean hasDatabase, List<String> findings) {
  /** Keeps a copy of the findings. */
  public BackupReport {
    findings = List.copyOf(findings);
  }
}
