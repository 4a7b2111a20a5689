package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.MessageRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** protocol.md §5.8 and §2.8: the names that partners give their files, and where they land. */
class FileNamesIT {
  private static PartnerSide side;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
  }

  /** Whatever the names were: nothing lies outside the one folder of the partner. */
  @AfterAll
  static void assertNothingElsewhere() throws Exception {
    side.close();
    Path home = side.gateway().home().path();
    try (var files = Files.walk(home.getParent())) {
      assertThat(files.filter(Files::isRegularFile))
          .filteredOn(file -> !file.startsWith(home.resolve("data")))
          .filteredOn(file -> !file.startsWith(home.resolveSibling("scratch")))
          .filteredOn(file -> file.toString().matches(".*(passwd|evil|authorized).*"))
          .allMatch(file -> file.getParent().equals(home.resolve("inbox/open")));
    }
  }

  private static MessageRecord send(String disposition, String text) throws Exception {
    return side.accepted(
        "open",
        new MimeEntity(
            Headers.of("Content-Type", "text/plain", "Content-Disposition", disposition),
            text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "attachment; filename=bare.txt | bare.txt",
        "attachment; filename=\"quoted name.txt\" | quoted name.txt",
        "attachment; filename=\"\"doubled.txt\"\" | doubled.txt",
        "attachment; FileName = \"spaced.txt\" | spaced.txt",
        "attachment; filename=\"=?UTF-8?B?w7xiZXIudHh0?=\" | über.txt",
        "attachment; filename=\"=?iso-8859-1?Q?gr=FC=DFe_1.txt?=\" | grüße 1.txt",
        "attachment; filename*=UTF-8''%C3%A4%20%E2%80%93%20b.txt | ä – b.txt",
        "attachment; filename*0=\"long-\"; filename*1=\"name.txt\" | long-name.txt",
        "attachment; filename=\"../../etc/passwd\" | passwd",
        "attachment; filename=\"..\\..\\etc\\passwd2\" | passwd2",
        "attachment; filename=\"/etc/ssh/authorized_keys\" | authorized_keys",
        "attachment; filename*=UTF-8''..%2F..%2Fevil.txt | evil.txt",
        "attachment; filename=\"=?UTF-8?B?Li4vLi4vZXZpbDIudHh0?=\" | evil2.txt",
        "attachment; filename*=UTF-8''evil%00%0A%0D3.txt | evil3.txt",
        "attachment; filename*=UTF-8''evil%E2%80%AEtxt.exe | eviltxt.exe",
        "attachment; filename=\"-rf evil.txt\" | rf evil.txt",
        "attachment; filename=\".hidden evil\" | hidden evil",
        "attachment; filename=\"a:b*c?.txt\" | a_b_c_.txt",
        "attachment; filename=\"..\" | payload",
      })
  void a_name_becomes_a_safe_label(String disposition, String label) throws Exception {
    MessageRecord record = send(disposition, label);
    assertThat(record.payloads().get(0).filename()).isEqualTo(label);
    Path delivered = side.delivered(record, 0);
    assertThat(delivered.getFileName()).hasToString(label);
    assertThat(delivered.toRealPath().getParent())
        .isEqualTo(side.gateway().home().path().resolve("inbox/open").toRealPath());
  }

  @Test
  void name_of_content_type_is_the_fallback_and_our_id_where_there_is_none() throws Exception {
    MimeEntity named = Damage.text("text/plain; name=\"fallback.txt\"", "x");
    assertThat(side.accepted("open", named).payloads().get(0).filename()).isEqualTo("fallback.txt");
    MessageRecord unnamed = side.accepted("open", Damage.text("text/plain", "x"));
    assertThat(unnamed.payloads().get(0).filename()).isEqualTo(unnamed.id());
  }

  @Test // design.md §4: at most 200 bytes
  void a_long_name_is_cut_and_keeps_its_extension() throws Exception {
    MessageRecord record = send("attachment; filename=" + "x".repeat(900) + ".edi", "x");
    assertThat(record.payloads().get(0).filename()).hasSize(200).endsWith("x.edi");
  }

  private static PartnerSide.Mdn answer(String filename, String text) throws Exception {
    return side.mdn(
        side.send("named", PartnerSide.SIGNED_RECEIPT, PartnerSide.payload(filename, text)));
  }

  @Test // draft-ietf-ediint-rfc4130bis §8.5.4
  void where_names_are_kept_a_name_in_the_inbox_is_refused_until_the_file_is_fetched()
      throws Exception {
    assertThat(answer("orders.edi", "one").disposition()).endsWith("; processed");
    PartnerSide.Mdn refused = answer("orders.edi", "two");
    assertThat(refused.disposition()).endsWith("; processed/error: duplicate-filename");
    assertThat(refused.text()).contains("same name");
    Path inbox = side.gateway().home().path().resolve("inbox/named");
    assertThat(inbox.resolve("orders.edi")).hasContent("one");
    assertThat(inbox).isDirectoryNotContaining("glob:**two**");

    Files.delete(inbox.resolve("orders.edi"));
    assertThat(answer("orders.edi", "three").disposition()).endsWith("; processed");
    assertThat(inbox.resolve("orders.edi")).hasContent("three");
  }

  @Test // a repeat is no second file
  void where_names_are_kept_a_repeat_gets_the_first_answer() throws Exception {
    Headers headers = PartnerSide.identity("named").with(PartnerSide.SIGNED_RECEIPT);
    MimeEntity payload = PartnerSide.payload("once.edi", "once");
    PartnerSide.Exchange first = side.send(headers, payload);
    PartnerSide.Exchange again = side.send(headers, payload);
    assertThat(side.mdn(first).disposition()).endsWith("; processed");
    assertThat(again.response().entity().body()).isEqualTo(first.response().entity().body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"../../etc/passwd", "a:b.txt", ".hidden", "con\\trol.txt", "-rf.txt"})
  void where_names_are_kept_a_name_that_no_file_can_have_is_refused(String name) throws Exception {
    assertThat(answer(name, "x").disposition()).endsWith("; processed/error: illegal-filename");
  }

  @Test
  void where_names_are_kept_two_files_of_one_message_cannot_share_one() throws Exception {
    PartnerSide.Mdn mdn =
        side.mdn(
            side.send("named", PartnerSide.SIGNED_RECEIPT, Damage.related("twin.txt", "twin.txt")));
    assertThat(mdn.disposition()).endsWith("; processed/error: duplicate-filename");
    assertThat(side.gateway().inbox("named")).noneMatch(f -> f.endsWith("twin.txt"));
    assertThat(answer("twin.txt", "free again").disposition()).endsWith("; processed");
  }

  @Test // RFC 6362: only where the partnership takes several files
  void several_files_are_refused_where_only_one_is_taken() throws Exception {
    PartnerSide.Exchange exchange =
        side.send("single", PartnerSide.SIGNED_RECEIPT, Damage.related("a.txt", "b.txt"));
    assertThat(side.mdn(exchange).disposition())
        .endsWith("; processed/error: unexpected-processing-error");
    assertThat(side.record(exchange).error()).contains("2 files");
    assertThat(side.record(exchange).reason()).isEqualTo(Reason.SEVERAL_FILES);
    assertThat(exchange.response().headers().first("EDIINT-Features"))
        .contains("AS2-Reliability, CEM");
    assertThat(side.gateway().inbox("single")).isEmpty();
  }

  @Test // reliability.md §2: files in the inbox are never overwritten
  void a_second_file_of_the_same_name_gets_a_suffix() throws Exception {
    MessageRecord one = send("attachment; filename=same.txt", "one");
    MessageRecord two = send("attachment; filename=same.txt", "two");
    MessageRecord three = send("attachment; filename=same.txt", "three");
    List<Path> files =
        List.of(side.delivered(one, 0), side.delivered(two, 0), side.delivered(three, 0));
    assertThat(files).doesNotHaveDuplicates().allMatch(f -> f.toString().endsWith(".txt"));
    assertThat(files.get(0)).hasContent("one").hasFileName("same.txt");
    assertThat(files.get(1)).hasContent("two");
    assertThat(files.get(2)).hasContent("three");
    assertThat(two.payloads().get(0).filename()).isEqualTo("same.txt");
  }
}
