package org.as2gateway.admin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What others wrote is as they published it. */
class VendoredFilesTest {
  private static final Path FOLDER = Path.of("src/main/resources/org/as2gateway/admin/page/assets");
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\S+) \\|.*\\| ([0-9a-f]{64}) \\|$", Pattern.MULTILINE);

  @Test
  void each_file_has_the_hash_that_its_row_tells() throws Exception {
    var rows = ROW.matcher(Files.readString(FOLDER.resolve("VENDORED.md"))).results().toList();

    assertThat(rows).extracting(row -> row.group(1)).contains("htmx.min.js", "uplot.min.js");
    for (MatchResult row : rows) {
      byte[] octets = Files.readAllBytes(FOLDER.resolve(row.group(1)));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(octets);
      assertThat(HexFormat.of().formatHex(hash)).as(row.group(1)).isEqualTo(row.group(2));
    }
  }
}
