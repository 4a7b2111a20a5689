package org.as2gateway.admin.usps;

import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.usps.preflight.CheckedBlock;
import org.as2gateway.usps.preflight.CheckedFile;
import org.as2gateway.usps.preflight.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What the check of manifests found.
 *
 * @param files each file, in the order in which they were named
 */
@Description("What the check of manifests found.")
public record CheckJson(List<CheckedFileJson> files) {
  /** One file. */
  public record CheckedFileJson(
      String file,
      @Description("ssf or unknown") String kind,
      @Description("of the first header; empty if there is none") String version,
      Verdict verdict,
      List<CheckedBlockJson> blocks,
      @Description("at most 1000") List<CheckFindingJson> findings,
      @Description("findings beyond those") long more) {
    static CheckedFileJson of(CheckedFile file) {
      return new CheckedFileJson(
          file.name(),
          file.isManifest() ? "ssf" : "unknown",
          file.version(),
          file.verdict(),
          file.blocks().stream().map(CheckedBlockJson::of).toList(),
          file.findings().stream().map(CheckFindingJson::of).toList(),
          file.more());
    }
  }

  /** One block. */
  public record CheckedBlockJson(String efn, long records, long pieces) {
    static CheckedBlockJson of(CheckedBlock block) {
      return new CheckedBlockJson(block.efn(), block.records(), block.pieces());
    }
  }

  /** One finding. */
  public record CheckFindingJson(
      @Description("rule") String id,
      Finding.Level severity,
      @Description("from 1") @Nullable Long line,
      @Description("from 1") @Nullable Integer field,
      String found,
      String expected,
      String remedy) {
    static CheckFindingJson of(Finding finding) {
      return new CheckFindingJson(
          finding.rule(),
          finding.level(),
          finding.line(),
          finding.field(),
          finding.found(),
          finding.expected(),
          finding.remedy());
    }
  }

  /** The document about those files. */
  public static CheckJson of(List<CheckedFile> files) {
    return new CheckJson(files.stream().map(CheckedFileJson::of).toList());
  }
}
