package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.registry.partnerships.PartnerProfile.Habit;
import org.as2gateway.registry.partnerships.PartnerProfile.Note;
import org.as2gateway.registry.partnerships.PartnerProfile.Quirk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartnerProfilesTest {
  static List<PartnerProfile> all() {
    return PartnerProfiles.all();
  }

  private static String attribute(String name, String value) {
    return "<attribute name=\"%s\" value=\"%s\"/>\n".formatted(name, value);
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_profile_loads_and_says_something_about_its_product(PartnerProfile profile) {
    assertThat(profile.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(profile.product()).isNotBlank();
    assertThat(profile.quirks().size() + profile.habits().size() + profile.notes().size())
        .isPositive();
    Partnership partnership =
        PartnershipFixtures.partnership(attribute("gw.profile", profile.name()));
    assertThat(partnership.profile()).contains(profile);
  }

  private static List<String> sources(PartnerProfile profile) {
    return Stream.of(
            profile.quirks().stream().map(Quirk::source),
            profile.habits().stream().map(Habit::source),
            profile.notes().stream().map(Note::source))
        .flatMap(s -> s)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void each_setting_changes_something_and_can_be_set_otherwise(PartnerProfile profile) {
    String chosen = attribute("gw.profile", profile.name()) + attribute("sign", "sha-256");
    for (Quirk quirk : profile.quirks()) {
      String name = quirk.attribute().attributeName();
      assertThat(quirk.value()).as(name).isNotEqualTo(quirk.attribute().defaultText());
      Partnership direct =
          PartnershipFixtures.partnership(
              attribute("sign", "sha-256") + attribute(name, quirk.value()));
      assertThat(direct.message()).isNotNull(); // it is a value that loads
      assertThat(PartnershipFixtures.partnership(chosen + attribute(name, quirk.value())))
          .isEqualTo(PartnershipFixtures.partnership(chosen));
    }
  }

  /** An address, or a test of ours that runs the product. */
  @ParameterizedTest
  @MethodSource("all")
  void each_thing_known_has_a_source(PartnerProfile profile) throws Exception {
    for (String source : sources(profile)) {
      if (!source.startsWith("https://")) {
        String[] test = source.split("#", 2);
        assertThat(Class.forName("org.as2gateway." + test[0]).getDeclaredMethods())
            .as(source)
            .anyMatch(method -> method.getName().equals(test[1]));
      }
    }
    for (Habit habit : profile.habits()) {
      assertThat(habit.digest())
          .isIn(
              "uncompressed",
              "request-body",
              "payload",
              "line-ends",
              "transfer-encoding",
              "receipt");
    }
  }

  /** docs/interoperability.md has a row for each, with its sources. */
  @ParameterizedTest
  @MethodSource("all")
  void the_document_says_how_we_know(PartnerProfile profile) throws Exception {
    String row =
        Files.readString(Path.of("..", "docs", "interoperability.md"))
            .lines()
            .filter(
                line -> line.startsWith("| " + profile.product() + " | `" + profile.name() + "` |"))
            .findFirst()
            .orElseThrow();
    assertThat(sources(profile)).allSatisfy(source -> assertThat(row).contains(source));
  }

  @Test
  void names_are_in_order_and_each_stands_once() {
    assertThat(PartnerProfiles.names()).doesNotHaveDuplicates().isSorted();
    assertThat(PartnerProfiles.names()).contains("ibm-sterling", "mendelson", "as2-lib", "biztalk");
  }

  @Test
  void what_the_partnership_sets_wins_over_the_profile() {
    String chosen = attribute("gw.profile", "as2-lib") + attribute("compression_type", "zlib");
    assertThat(PartnershipFixtures.partnership(chosen).security().compression())
        .isEqualTo(Compression.AFTER_SIGNING);
    assertThat(
            PartnershipFixtures.partnership(
                    chosen + attribute("compression_mode", "compress-before-signing"))
                .security()
                .compression())
        .isEqualTo(Compression.BEFORE_SIGNING);
    assertThat(
            PartnershipFixtures.partnership(chosen + attribute("gw.multiple_attachments", " "))
                .message()
                .allowsSeveralFiles())
        .isFalse();
  }

  @Test
  void an_unknown_profile_is_an_error_that_names_the_nearest() {
    String xml = PartnershipFixtures.file(attribute("gw.profile", "ibm-stirling"));
    assertThat(PartnershipFixtures.refused(xml))
        .singleElement()
        .satisfies(p -> assertThat(p.line()).isEqualTo(7))
        .satisfies(
            p ->
                assertThat(p.text())
                    .contains("'gw.profile' is 'ibm-stirling'", "did you mean 'ibm-sterling'"));
  }

  @Test
  void products_are_named_for_their_habits() {
    assertThat(PartnerProfiles.knownFor("line-ends"))
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith("OpenAS2 ").contains("https://"));
    assertThat(PartnerProfiles.knownFor("nothing of the kind")).isEmpty();
    assertThat(Arrays.asList("uncompressed", "request-body"))
        .allSatisfy(
            digest ->
                assertThat(PartnerProfiles.knownFor(digest))
                    .anyMatch(t -> t.startsWith("as2-lib")));
  }
}
