package org.as2gateway.admin.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zips that no gateway writes: told, in bounded memory, without a file on the disk. */
class HostileBundleTest {
  private static final byte[] MANIFEST =
      "{\"format\":\"as2-evidence/1\",\"entries\":[]}".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private interface Content {
    void writeTo(ZipOutputStream zip) throws IOException;
  }

  private static byte[] zip(Content content) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(octets)) {
      content.writeTo(zip);
    }
    return octets.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private String refusal(byte[] octets) throws IOException {
    BundleReport report = BundleCheck.of(Files.write(folder.resolve("hostile.zip"), octets));
    assertThat(report.isGood()).isFalse();
    assertThat(report.proofs()).isEmpty();
    return report.lines().get(report.lines().size() - 1).text();
  }

  @Test
  void what_is_no_zip_or_cut_off_is_refused() throws IOException {
    assertThat(refusal(new byte[0])).contains("not a zip file");
    assertThat(refusal(new byte[5000])).contains("not a zip file");
    byte[] whole = zip(zip -> put(zip, "manifest.json", MANIFEST));
    assertThat(refusal(Arrays.copyOf(whole, whole.length - 30))).contains("not a zip file");
    assertThat(refusal(Arrays.copyOf(whole, whole.length + 1))).contains("not a zip file");
  }

  @Test
  void names_that_lead_elsewhere_are_refused() throws IOException {
    for (String name : new String[] {"../evil", "/etc/evil", "mdn/../../evil", "a\\b", "a/b", ""}) {
      byte[] octets = zip(zip -> put(zip, name, MANIFEST));
      assertThat(refusal(octets)).as(name).contains("an entry with an unexpected name");
    }
  }

  @Test
  void two_entries_of_one_name_are_refused() throws IOException {
    byte[] octets =
        zip(
            zip -> {
              put(zip, "signature.de1", MANIFEST);
              put(zip, "signature.de2", MANIFEST);
            });
    String text = new String(octets, StandardCharsets.ISO_8859_1).replace(".de1", ".de2");
    assertThat(refusal(text.getBytes(StandardCharsets.ISO_8859_1))).contains("two entries");
  }

  @Test
  void a_small_part_that_expands_is_refused() throws IOException {
    byte[] octets = zip(zip -> put(zip, "manifest.json", new byte[100 * 1024 * 1024]));
    assertThat(octets.length).isLessThan(200_000);
    assertThat(refusal(octets)).contains("larger than allowed");
  }

  @Test
  void a_directory_of_many_entries_is_refused_unread() throws IOException {
    byte[] octets =
        zip(
            zip -> {
              for (int i = 0; i < 1001; i++) {
                put(zip, "e" + i, new byte[0]);
              }
            });
    assertThat(refusal(octets)).contains("1001 entries");
    ByteBuffer end = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    end.putShort(octets.length - 12, (short) 3); // says three, its size tells otherwise
    end.putInt(octets.length - 10, 1 << 30);
    assertThat(refusal(octets)).contains("more than");
  }

  @Test
  void what_the_manifest_does_not_list_is_told() throws IOException {
    byte[] octets =
        zip(
            zip -> {
              put(zip, "manifest.json", MANIFEST);
              put(zip, "message.json", "{}".getBytes(StandardCharsets.UTF_8));
            });
    BundleReport report = BundleCheck.of(Files.write(folder.resolve("hostile.zip"), octets));
    assertThat(report.isGood()).isFalse();
    assertThat(report.lines().get(0).text()).contains("not listed: message.json");
  }

  @Test
  void a_manifest_that_is_not_one_is_told() throws IOException {
    assertThat(refusal(zip(zip -> put(zip, "manifest.json", new byte[] {'{'}))))
        .contains("not JSON");
    assertThat(refusal(zip(zip -> put(zip, "manifest.json", new byte[] {'[', ']'}))))
        .contains("expected 'as2-evidence/1'");
    assertThat(refusal(zip(zip -> put(zip, "message.json", MANIFEST)))).contains("is missing");
  }
}
