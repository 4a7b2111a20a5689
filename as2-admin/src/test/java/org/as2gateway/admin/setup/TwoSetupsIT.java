package org.as2gateway.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.accounts.Role;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways set each other up, each by its own wizard: neither has to be live first. */
class TwoSetupsIT {
  private static final Caller ANN =
      new Caller(new Actor("ann", "192.0.2.1"), Role.ADMINISTRATOR, Optional.empty());

  @TempDir private Path folder;
  private TestGateway north;
  private TestGateway south;

  @BeforeEach
  void start() throws Exception {
    north = TestGateway.start(home("north"));
    south = TestGateway.start(home("south"));
  }

  private TestHome home(String name) throws Exception {
    return new TestHome(folder.resolve(name)).station(name, TestPki.rsa("CN=" + name));
  }

  @AfterEach
  void stop() {
    north.close();
    south.close();
  }

  private static OnboardingActions actions(TestGateway gateway) {
    return new OnboardingActions(
        gateway.gateway(), Registrar.of(gateway.gateway(), Clock.systemUTC()));
  }

  /** All steps on that gateway up to the test. */
  private static Onboarding upToTheTest(TestGateway here, TestGateway there, String partner)
      throws Exception {
    OnboardingActions actions = actions(here);
    Onboarding begun =
        actions.begin(ANN, new OnboardingActions.Beginning(partner, "", "", "", Optional.empty()));
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put(Answer.AS2_ID, partner);
    answers.put(Answer.URL, there.url().toString());
    answers.put(Answer.PEM, KeyFiles.pem(TestPki.rsa("CN=" + partner).certificate()));
    Onboarding compared = actions.compared(ANN, actions.take(ANN, begun, answers), "Bob");
    Onboarding secured = actions.take(ANN, compared, Map.of(Answer.PRESET, "generic"));
    return actions.check(secured);
  }

  private static Onboarding judged(TestGateway here, Onboarding onboarding) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> actions(here).require(onboarding.id()),
            one -> !one.answer(Answer.TEST_VERDICT).isEmpty());
  }

  @Test
  void both_tests_are_acknowledged_before_either_is_live() throws Exception {
    Onboarding inNorth = upToTheTest(north, south, "south");
    Onboarding inSouth = upToTheTest(south, north, "north");
    inNorth = judged(north, actions(north).test(ANN, inNorth));
    inSouth = judged(south, actions(south).test(ANN, inSouth));
    assertThat(inNorth.answer(Answer.TEST_VERDICT)).isEqualTo("good");
    assertThat(inSouth.answer(Answer.TEST_VERDICT)).isEqualTo("good");
    assertThat(north.inbox("south")).hasSize(1);
    assertThat(south.inbox("north")).hasSize(1);
    assertThat(isTesting(north, "south-to-north")).isTrue();
    assertThat(isTesting(south, "north-to-south")).isTrue();

    actions(north).goLive(ANN, inNorth);
    actions(south).goLive(ANN, inSouth);
    assertThat(isTesting(north, "south-to-north")).isFalse();
    assertThat(isTesting(south, "north-to-south")).isFalse();
    assertThat(send(south, "south-to-north").status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
  }

  @Test
  void a_test_is_held_to_the_same_security_rules() throws Exception {
    upToTheTest(north, south, "south");
    Onboarding inSouth = upToTheTest(south, north, "north");
    actions(south).test(ANN, inSouth);
    PartnershipEntry entry =
        south.gateway().registryEditor().partnership("south-to-north").orElseThrow();
    for (String rule : new String[] {"sign", "encrypt"}) {
      Map<String, String> attributes = new LinkedHashMap<>(entry.attributes());
      attributes.put(rule, "");
      PartnershipEntry weak =
          new PartnershipEntry(entry.name(), entry.sender(), entry.receiver(), attributes);
      south.gateway().registryEditor().putPartnership("ann", weak, Optional.empty());
      MessageRecord refused = send(south, entry.name());
      assertThat(refused.status()).as("without " + rule).isEqualTo(MessageStatus.FAILED);
      assertThat(north.awaitInbound(refused.as2().messageId()).status())
          .isEqualTo(MessageStatus.REFUSED);
    }
  }

  private static MessageRecord send(TestGateway from, String partnership) throws Exception {
    byte[] content = "one more".getBytes(StandardCharsets.UTF_8);
    return from.awaitEnd(from.submit(partnership, "more.txt", content).id());
  }

  private static boolean isTesting(TestGateway gateway, String partnership) {
    return gateway
        .gateway()
        .registry()
        .partnerships()
        .partnership(partnership)
        .orElseThrow()
        .message()
        .isTesting();
  }
}
