package org.as2gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.config.ConfigException;
import org.as2gateway.registry.Problem.Severity;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerEntry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.registry.partnerships.PartnershipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start whose partnerships.xml has errors: what is sound serves, what is not is named. */
class BrokenRegistryTest {
  private static final String BAD = "<attribute name=\"%s\" value=\"%s\"/>";

  @TempDir private Path folder;

  private static String file(String outAttributes) {
    return RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES + outAttributes, "");
  }

  private RegistryWatcher open(RegistryHome home, Revision... kept) throws ConfigException {
    return RegistryWatcher.open(
        home.loader(Clock.systemUTC()),
        new KeptRevisions(List.of(kept)),
        Clock.systemUTC(),
        Optional::empty);
  }

  private static Partnership partnership(Registry registry, String name) {
    return registry.partnerships().partnership(name).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gw.mdn_timeout=abc",
        "gw.max_bytes=-1",
        "gw.max_bytes=99999999999999999999 TiB",
        "gw.read_timeout=99999999999999999999d",
        "gw.concurrency=1e9",
        "gw.restart_bytes=0",
        "sign=foo",
        "encrypt=rc2-40",
        "gw.accept_sign=,",
        "gw.no_such=1",
        "gw.profile=nobody",
        "gw.tls_trust=../../etc/passwd",
        "as2_mdn_options=signed-receipt-micalg=optional, crc32",
        "compression_type=rar",
      })
  void one_bad_value_takes_its_partnership_out_of_use_and_nothing_else(String attribute)
      throws Exception {
    String name = attribute.substring(0, attribute.indexOf('='));
    String value = attribute.substring(attribute.indexOf('=') + 1);
    RegistryHome home = RegistryHome.complete(folder);
    home.write(RegistryHome.xml(BAD.formatted(name, value), ""));

    try (RegistryWatcher watcher = open(home)) {
      Registry registry = watcher.current();
      assertThat(registry.missingToReceive(partnership(registry, "in"), Instant.now())).isEmpty();
      assertThat(registry.problems())
          .filteredOn(p -> p.severity() == Severity.ERROR)
          .singleElement()
          .satisfies(p -> assertThat(p.sentence()).contains("partnership 'out'", name));
      assertThat(registry.partnerships().partnership("out"))
          .satisfiesAnyOf(
              p -> assertThat(p).isEmpty(),
              p ->
                  assertThat(registry.missingToSend(p.orElseThrow(), Instant.now()))
                      .anyMatch(missing -> missing.contains(name)));
      assertThat(watcher.isProvisional()).isTrue();
    }
  }

  @Test
  void url_that_is_none_is_named_as_what_is_missing() throws Exception {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(RegistryHome.xml(BAD.formatted("as2_url", "http:///x"), ""));
    try (RegistryWatcher watcher = open(home)) {
      Registry registry = watcher.current();
      assertThat(registry.missingToSend(partnership(registry, "out"), Instant.now()))
          .anyMatch(m -> m.contains("'http:///x'") && m.contains("no host name"));
    }
  }

  @Test
  void url_that_is_none_does_not_keep_from_receiving() throws Exception {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(
        RegistryHome.xml(
            RegistryHome.OUT_ATTRIBUTES,
            BAD.formatted("as2_url", "http://a b/") + BAD.formatted("as2_receipt_option", "x")));
    try (RegistryWatcher watcher = open(home)) {
      Registry registry = watcher.current();
      Partnership in = partnership(registry, "in");
      assertThat(registry.missingToReceive(in, Instant.now())).isEmpty();
      assertThat(between(registry, in)).contains(in);
      assertThat(in.receipt().asyncUrl()).isEmpty();
    }
  }

  @Test
  void partnership_with_a_bad_security_setting_is_not_received_on() throws Exception {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(RegistryHome.xml(RegistryHome.OUT_ATTRIBUTES, BAD.formatted("sign", "sha-265")));
    try (RegistryWatcher watcher = open(home)) {
      Registry registry = watcher.current();
      assertThat(between(registry, partnership(registry, "in"))).isEmpty();
      assertThat(registry.missingToSend(partnership(registry, "out"), Instant.now())).isEmpty();
    }
  }

  private static Optional<Partnership> between(Registry registry, Partnership in) {
    return registry
        .partnerships()
        .between(in.sender().as2Id().orElseThrow(), in.receiver().as2Id().orElseThrow());
  }

  @Test
  void partner_with_a_bad_id_is_left_out_with_its_partnerships() throws Exception {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(file("").replace("\"ACME\"", "\"Zoë\""));
    try (RegistryWatcher watcher = open(home)) {
      assertThat(watcher.current().partnerships().partners())
          .extracting(Partner::name)
          .containsExactly("own");
      assertThat(watcher.current().partnerships().partnerships()).isEmpty();
      assertThat(RegistryHome.find(watcher.current(), "partner 'acme': as2_id is 'Zoë'"))
          .isPresent();
    }
  }

  @Test
  void of_two_partners_of_one_name_neither_is_used() throws Exception {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(
        file("")
            .replace("</partnerships>", "<partner name=\"acme\" as2_id=\"E\"/></partnerships>"));
    try (RegistryWatcher watcher = open(home)) {
      assertThat(watcher.current().partnerships().partner("acme")).isEmpty();
      assertThat(RegistryHome.find(watcher.current(), "appears twice")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<partnerships>",
        "<openas2/>",
        "<!DOCTYPE partnerships><partnerships/>",
        "\0\0\0\0",
      })
  void what_is_no_partnerships_xml_at_all_leaves_an_empty_registry_that_says_so(String content)
      throws Exception {
    RegistryHome home = RegistryHome.complete(folder);
    Files.writeString(folder.resolve("partnerships.xml"), content);
    try (RegistryWatcher watcher = open(home)) {
      assertThat(watcher.current().partnerships().partners()).isEmpty();
      assertThat(watcher.current().problems())
          .anyMatch(
              p -> p.severity() == Severity.ERROR && p.sentence().startsWith("partnerships.xml:1"));
    }
  }

  @Test
  void last_good_revision_goes_on_across_a_restart() throws Exception {
    RegistryHome home = RegistryHome.complete(folder);
    home.write("<partnerships><partner name='acme' as2_id='NEW' x509_alias='acme'/>");
    Revision good = new Revision(7, Instant.EPOCH, "file", file(""), List.of(), "");
    try (RegistryWatcher watcher = open(home, good)) {
      Registry registry = watcher.current();
      assertThat(registry.missingToSend(partnership(registry, "out"), Instant.now())).isEmpty();
      assertThat(RegistryHome.find(registry, "not well-formed XML")).isPresent();
      assertThat(watcher.isProvisional()).isFalse();
      home.write(file("").replace("ACME", "FIXED"));
      assertThat(watcher.reload("somebody")).isEmpty();
      assertThat(RegistryHome.find(watcher.current(), "not well-formed")).isEmpty();
    }
  }

  @Test
  void without_file_and_revision_there_is_no_start() throws Exception {
    RegistryHome home = RegistryHome.complete(folder);
    Files.delete(folder.resolve("partnerships.xml"));
    assertThatThrownBy(() -> open(home))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("as2 init");
    try (RegistryWatcher watcher =
        open(home, new Revision(1, Instant.EPOCH, "file", file(""), List.of(), ""))) {
      assertThat(watcher.current().partnerships().partners()).hasSize(2);
    }
  }

  @Test
  void edits_of_other_entries_and_of_the_broken_one_are_taken_meanwhile() throws Exception {
    RegistryHome home = RegistryHome.complete(folder);
    home.write(RegistryHome.xml(BAD.formatted("sign", "foo"), ""));
    KeptRevisions revisions = new KeptRevisions(List.of());
    try (RegistryWatcher watcher =
        RegistryWatcher.open(
            home.loader(Clock.systemUTC()), revisions, Clock.systemUTC(), Optional::empty)) {
      RegistryEditor editor =
          new RegistryEditor(
              new PartnershipFile(folder.resolve("partnerships.xml"), watcher::isProvisional),
              watcher,
              revisions);
      editor.putPartner("boss", new PartnerEntry("zig", Map.of("as2_id", "ZIG")), Optional.empty());
      assertThat(watcher.current().partnerships().partner("zig")).isPresent();
      PartnershipEntry bad = new PartnershipEntry("out", "own", "acme", Map.of("sign", "bar"));
      assertThatThrownBy(() -> editor.putPartnership("boss", bad, Optional.empty()))
          .isInstanceOf(EditRefused.class)
          .hasMessageContaining("'bar'");
      editor.putPartnership(
          "boss",
          new PartnershipEntry("out", "own", "acme", Map.of("sign", "sha-512")),
          Optional.empty());
      assertThat(watcher.isProvisional()).isFalse();
      assertThat(RegistryHome.find(watcher.current(), "'foo'")).isEmpty();
    }
  }

  /** Revisions as they are. */
  private record KeptRevisions(List<Revision> kept) implements RevisionStore {
    @Override
    public Optional<Revision> add(
        Instant at, String author, String text, List<String> certificates) {
      return Optional.empty();
    }

    @Override
    public List<Revision> newest(int limit) {
      return kept.stream().limit(limit).toList();
    }

    @Override
    public Optional<Revision> find(long number) {
      return Optional.empty();
    }
  }
}
