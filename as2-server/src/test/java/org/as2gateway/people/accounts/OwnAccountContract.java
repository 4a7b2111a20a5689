package org.as2gateway.people.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.people.accounts.SignInOutcome.CodeNeeded;
import org.as2gateway.people.accounts.SignInOutcome.Refused;
import org.as2gateway.people.accounts.SignInOutcome.SignedIn;
import org.as2gateway.people.accounts.SignInOutcome.Wait;
import org.as2gateway.people.accounts.SignIns.Present;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Own password and codes, and accounts from elsewhere, over each database. */
abstract class OwnAccountContract {
  private static final String PASSWORD = "correct horse battery";
  private static final String OTHER = "staple of another kind";
  private static final String ADDRESS = "192.0.2.1";
  private static final Actor ANN = new Actor("ann", ADDRESS);
  private static final Actor BOSS = new Actor("boss", ADDRESS);

  private final FakeClock clock = FakeClock.standing();
  private Database database;
  private Identity identity;
  private Present ann;

  abstract Database open();

  @BeforeEach
  void makeAnn() throws Exception {
    database = open();
    identity = JdbcIdentity.in(database, clock);
    if (identity.accounts().isEmpty()) {
      identity.accounts().addFirst("boss", PASSWORD, ADDRESS);
    }
    identity.accounts().add(BOSS, "ann", Role.VIEWER, PASSWORD, false);
    ann = present(signIn(PASSWORD));
  }

  @Test
  void a_password_that_an_administrator_has_set_is_changed_for_another_one() throws Exception {
    assertThat(ann.user().mustChangePassword()).isFalse();
    assertThat(identity.accounts().setPassword(BOSS, "ann", OTHER, true).mustChangePassword())
        .isTrue();
    Present given = present(signIn(OTHER));
    assertThat(given.user().mustChangePassword()).isTrue();
    assertThatThrownBy(() -> identity.own().changePassword(given, ANN, OTHER, OTHER))
        .isInstanceOf(AccountRefused.class)
        .hasMessageContaining("must differ");
    identity.own().changePassword(given, ANN, OTHER, PASSWORD);
    assertThat(present(signIn(PASSWORD)).user().mustChangePassword()).isFalse();
  }

  @Test
  void a_time_zone_is_kept_until_the_one_of_the_browser_is_chosen_again() throws Exception {
    assertThat(ann.user().zone()).isEmpty();
    identity.own().setZone(ann, Optional.of("America/New_York"));
    assertThat(present(signIn(PASSWORD)).user().zone()).contains("America/New_York");
    assertThatThrownBy(() -> identity.own().setZone(ann, Optional.of("Mars/Olympus")))
        .isInstanceOf(AccountRefused.class)
        .hasMessageContaining("America/New_York");
    identity.own().setZone(ann, Optional.empty());
    assertThat(present(signIn(PASSWORD)).user().zone()).isEmpty();
  }

  @Test
  void a_new_account_with_an_initial_password_has_to_change_it_unless_it_is_reset()
      throws Exception {
    assertThat(identity.accounts().add(BOSS, "bob", Role.VIEWER, OTHER, true).mustChangePassword())
        .isTrue();
    PasswordResets.Link link = identity.resets().begin(BOSS, "bob", false);
    identity.resets().choose("bob", link.secret(), PASSWORD, ADDRESS);
    assertThat(identity.accounts().users())
        .filteredOn(user -> user.name().equals("bob"))
        .noneMatch(User::mustChangePassword);
  }

  @Test
  void an_account_is_listed_as_locked_while_unknown_browsers_have_to_wait() {
    assertThat(identity.accounts().lockedUsers()).isEmpty();
    for (int i = 0; i < 5; i++) {
      signIn("a guess of mine");
      clock.advance(Duration.ofMinutes(1));
    }
    signIn("a guess of mine");
    assertThat(identity.accounts().lockedUsers().get("ann"))
        .isAfter(clock.instant())
        .isBefore(clock.instant().plus(Duration.ofMinutes(15)));
    clock.advance(Duration.ofMinutes(16));
    assertThat(identity.accounts().lockedUsers()).isEmpty();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void person_from_elsewhere_keeps_the_account_whatever_the_name_and_takes_nobodys()
      throws Exception {
    identity.external().signIn(person("1", "Eve", Role.OPERATOR), ADDRESS);
    identity.external().signIn(person("1", "eve.married", Role.VIEWER), ADDRESS);
    assertThat(identity.accounts().usersFromElsewhere()).containsExactly("eve");
    assertThat(identity.accounts().users())
        .anyMatch(user -> user.name().equals("eve") && user.role() == Role.VIEWER)
        .noneMatch(user -> user.name().startsWith("eve."));
    assertThatThrownBy(
            () -> identity.external().signIn(person("2", "ann", Role.ADMINISTRATOR), ADDRESS))
        .hasMessageContaining("already a local account");
    assertThatThrownBy(
            () -> identity.external().signIn(person("2", "eve", Role.ADMINISTRATOR), ADDRESS))
        .hasMessageContaining("already a local account");
    assertThat(identity.audit().newest(Long.MAX_VALUE, "user-", 9)).hasSizeGreaterThan(2);

    identity.accounts().remove(BOSS, "eve");
    assertThat(identity.accounts().usersFromElsewhere()).isEmpty();
    identity.external().signIn(person("2", "eve", Role.VIEWER), ADDRESS);
    assertThat(identity.audit().firstBroken()).isEmpty();
    identity.accounts().remove(BOSS, "eve");
  }

  private static ExternalPerson person(String subject, String name, Role role) {
    return new ExternalPerson("https://id.example", subject, name, Optional.of(role));
  }

  @Test
  void own_password_needs_the_old_one_and_ends_all_other_sessions() throws Exception {
    SignedIn elsewhere = (SignedIn) signIn(PASSWORD);
    assertThatThrownBy(() -> identity.own().changePassword(ann, ANN, "wrong", OTHER))
        .isInstanceOf(AccountRefused.class)
        .hasMessageContaining("wrong");
    assertThatThrownBy(() -> identity.own().changePassword(ann, ANN, PASSWORD, "short"))
        .isInstanceOf(AccountRefused.class);
    assertThat(identity.signIns().present(elsewhere.secret(), false)).isPresent();

    identity.own().changePassword(ann, ANN, PASSWORD, OTHER);
    assertThat(identity.signIns().present(elsewhere.secret(), false)).isEmpty();
    assertThat(signIn(PASSWORD)).isInstanceOf(Refused.class);
    assertThat(signIn(OTHER)).isInstanceOf(SignedIn.class);
    assertThat(identity.audit().newest(Long.MAX_VALUE, "password-change", 9)).hasSize(1);
  }

  @Test
  void reset_ends_password_and_sessions_and_its_link_sets_another_password_once() throws Exception {
    SignedIn elsewhere = (SignedIn) signIn(PASSWORD);
    for (int i = 0; i < 4; i++) {
      signIn("wrong guess of a stranger");
    }
    PasswordResets.Link first = identity.resets().begin(BOSS, "Ann", false);
    PasswordResets.Link link = identity.resets().begin(BOSS, "ann", false);
    assertThat(identity.signIns().present(elsewhere.secret(), false)).isEmpty();
    assertThat(signIn(PASSWORD)).as("the old password").isInstanceOf(Refused.class);
    assertThat(identity.resets().accepts("ann", first.secret())).as("replaced").isFalse();
    assertThat(identity.resets().accepts("boss", link.secret())).isFalse();
    assertThatThrownBy(() -> identity.resets().choose("ann", link.secret(), "short", ADDRESS))
        .hasMessageContaining("12 to 200 characters");

    identity.resets().choose("ann", link.secret(), OTHER, ADDRESS);
    assertThat(signIn(OTHER)).as("guesses are forgotten").isInstanceOf(SignedIn.class);
    assertThatThrownBy(() -> identity.resets().choose("ann", link.secret(), PASSWORD, ADDRESS))
        .isInstanceOf(AccountRefused.class)
        .hasMessageContaining("was used or has expired");
    assertThat(signIn(OTHER)).isInstanceOf(SignedIn.class);
    assertThat(identity.audit().newest(Long.MAX_VALUE, "user-reset", 9))
        .hasSize(2)
        .allMatch(entry -> entry.actor().equals(BOSS) && entry.subject().equals("ann"));
    assertThat(identity.audit().newest(Long.MAX_VALUE, "password-set", 9))
        .hasSize(1)
        .allMatch(entry -> entry.actor().equals(ANN));
  }

  @Test
  void reset_link_ends_after_an_hour_and_when_another_password_is_set() throws Exception {
    PasswordResets.Link late = identity.resets().begin(BOSS, "ann", false);
    clock.advance(PasswordResets.VALIDITY.minusSeconds(1));
    assertThat(identity.resets().accepts("ann", late.secret())).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(identity.resets().accepts("ann", late.secret())).isFalse();

    PasswordResets.Link overtaken = identity.resets().begin(BOSS, "ann", false);
    identity.accounts().setPassword(BOSS, "ann", OTHER, false);
    assertThat(identity.resets().accepts("ann", overtaken.secret())).isFalse();
    assertThat(signIn(OTHER)).isInstanceOf(SignedIn.class);
  }

  @Test
  void reset_ends_codes_only_if_asked_and_is_not_for_people_from_elsewhere() throws Exception {
    switchOn();
    assertThat(identity.resets().begin(BOSS, "ann", false).asksForCode()).isTrue();
    assertThat(identity.own().asksForCode(ann.user())).isTrue();
    assertThat(identity.resets().begin(BOSS, "ann", true).asksForCode()).isFalse();
    assertThat(identity.own().asksForCode(ann.user())).isFalse();

    identity.external().signIn(person("7", "zoe", Role.VIEWER), ADDRESS);
    identity.accounts().change(BOSS, "ann", Role.VIEWER, false);
    assertThatThrownBy(() -> identity.resets().begin(BOSS, "zoe", false))
        .hasMessageContaining("identity provider");
    assertThatThrownBy(() -> identity.resets().begin(BOSS, "ann", false))
        .hasMessageContaining("disabled");
    assertThatThrownBy(() -> identity.resets().begin(BOSS, "nobody", false))
        .hasMessageContaining("'nobody' not found");
    identity.accounts().remove(BOSS, "zoe");
  }

  @Test
  void old_password_cannot_be_guessed_from_an_open_browser() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> identity.own().changePassword(ann, ANN, "wrong", OTHER))
          .hasMessageContaining("your password is wrong");
    }
    assertThatThrownBy(() -> identity.own().changePassword(ann, ANN, PASSWORD, OTHER))
        .hasMessageContaining("too many failed attempts");
  }

  @Test
  void sign_in_asks_for_a_code_once_it_is_confirmed_and_takes_none_twice() throws Exception {
    identity.own().beginCodes(ann, ANN, PASSWORD);
    assertThat(signIn(PASSWORD)).as("not confirmed yet").isInstanceOf(SignedIn.class);
    assertThatThrownBy(() -> identity.own().confirmCodes(ann, ANN, "000000"))
        .isInstanceOf(AccountRefused.class);
    String secret = secret();
    identity.own().confirmCodes(ann, ANN, code(secret));
    assertThat(identity.accounts().usersWithCodes()).containsExactly("ann");

    CodeNeeded needed = (CodeNeeded) signIn(PASSWORD);
    assertThat(enter(needed, code(secret))).as("the confirming one").isEqualTo(again(needed));
    clock.advance(Duration.ofSeconds(30));
    SignInOutcome done = enter(needed, code(secret));
    assertThat(done).isInstanceOf(SignedIn.class);
    assertThat(present(done).user().name()).isEqualTo("ann");
    assertThat(enter(needed, code(secret))).as("same ticket").isInstanceOf(Refused.class);
    CodeNeeded next = (CodeNeeded) signIn(PASSWORD);
    assertThat(enter(next, code(secret))).as("same code").isEqualTo(again(next));
  }

  @Test
  void wrong_codes_make_the_account_wait_like_wrong_passwords() throws Exception {
    String secret = switchOn();
    CodeNeeded needed = (CodeNeeded) signIn(PASSWORD);
    assertThat(enter(needed, "1")).isEqualTo(again(needed));
    assertThat(enter(needed, "2")).isEqualTo(again(needed));
    clock.advance(Duration.ofMillis(10));
    assertThat(enter(needed, code(secret))).isInstanceOf(Wait.class);
    clock.advance(Duration.ofSeconds(31));
    assertThat(enter(needed, code(secret))).isInstanceOf(SignedIn.class);
  }

  private static Browser strangers() {
    return new Browser("203.0.113.9", Optional.of("0".repeat(64)));
  }

  private SignInOutcome signIn(String name, String password, Browser browser) {
    return identity.signIns().signIn(name, password, browser);
  }

  @Test
  void the_owner_gets_in_with_a_known_browser_while_others_guess() {
    Browser known = new Browser(ADDRESS, Optional.of(((SignedIn) signIn(PASSWORD)).browser()));
    for (int i = 0; i < 30; i++) {
      signIn("ann", "wrong " + i, strangers());
      signIn("nobody" + i, "wrong", Browser.unknown(ADDRESS));
    }
    assertThat(signIn("ann", PASSWORD, strangers())).isInstanceOf(Wait.class);
    assertThat(signIn(PASSWORD)).as("same address, new browser").isInstanceOf(Wait.class);

    SignInOutcome owner = signIn("ann", PASSWORD, known);
    assertThat(owner).isInstanceOf(SignedIn.class);
    assertThat(((SignedIn) owner).browser()).isEqualTo(known.secret().orElseThrow());
    assertThat(signIn("ann", PASSWORD, strangers())).as("still").isInstanceOf(Wait.class);
  }

  @Test
  void a_known_browser_waits_for_its_own_failures_and_is_known_to_its_account_only() {
    Browser known = new Browser(ADDRESS, Optional.of(((SignedIn) signIn(PASSWORD)).browser()));
    for (int i = 0; i < 5; i++) {
      assertThat(signIn("ann", "wrong", known)).isInstanceOf(Refused.class);
    }
    assertThat(signIn("ann", PASSWORD, known)).isInstanceOf(Wait.class);
    assertThat(signIn(PASSWORD)).as("another browser").isInstanceOf(SignedIn.class);
    for (int i = 0; i < 3; i++) {
      assertThat(signIn("boss", "wrong", known)).isInstanceOf(Refused.class);
    }
    assertThat(signIn("boss", PASSWORD, known)).isInstanceOf(Wait.class);
  }

  @Test
  void a_browser_is_forgotten_after_half_a_year_with_its_account_and_beyond_twenty()
      throws Exception {
    String first = ((SignedIn) signIn(PASSWORD)).browser();
    clock.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofSeconds(1));
      signIn(PASSWORD);
    }
    Browser oldest = new Browser(ADDRESS, Optional.of(first));
    assertThat(((SignedIn) signIn("ann", PASSWORD, oldest)).browser()).isNotEqualTo(first);

    String last = ((SignedIn) signIn(PASSWORD)).browser();
    clock.advance(SignIns.BROWSER_MEMORY.plusDays(1));
    Browser old = new Browser(ADDRESS, Optional.of(last));
    assertThat(((SignedIn) signIn("ann", PASSWORD, old)).browser()).isNotEqualTo(last);

    String known = ((SignedIn) signIn(PASSWORD)).browser();
    identity.accounts().remove(BOSS, "ann");
    identity.accounts().add(BOSS, "ann", Role.VIEWER, PASSWORD, false);
    Browser removed = new Browser(ADDRESS, Optional.of(known));
    assertThat(((SignedIn) signIn("ann", PASSWORD, removed)).browser()).isNotEqualTo(known);
  }

  @Test
  void guesses_of_others_do_not_keep_a_user_from_changing_the_password() throws Exception {
    for (int i = 0; i < 30; i++) {
      signIn("ann", "wrong " + i, Browser.unknown(ADDRESS));
    }
    identity.own().changePassword(ann, ANN, PASSWORD, OTHER);
  }

  @Test
  void one_network_of_ipv6_counts_as_one_address() {
    for (int i = 0; i < 10; i++) {
      signIn("nobody" + i, "wrong", Browser.unknown("2001:db8:1:2::" + i));
    }
    assertThat(signIn("ann", PASSWORD, Browser.unknown("2001:db8:1:2:ffff::1")))
        .isInstanceOf(Wait.class);
    assertThat(signIn("ann", PASSWORD, Browser.unknown("2001:db8:1:3::1")))
        .isInstanceOf(SignedIn.class);
  }

  @Test
  void ticket_ends_after_five_minutes_and_with_a_new_password() throws Exception {
    String secret = switchOn();
    CodeNeeded old = (CodeNeeded) signIn(PASSWORD);
    clock.advance(Duration.ofMinutes(6));
    assertThat(enter(old, code(secret))).isInstanceOf(Refused.class);
    CodeNeeded cut = (CodeNeeded) signIn(PASSWORD);
    identity.accounts().setPassword(BOSS, "ann", OTHER, false);
    assertThat(enter(cut, code(secret))).isInstanceOf(Refused.class);
  }

  @Test
  void recovery_code_opens_once() throws Exception {
    identity.own().beginCodes(ann, ANN, PASSWORD);
    List<String> codes = identity.own().confirmCodes(ann, ANN, code(secret()));
    assertThat(codes).hasSize(8).doesNotHaveDuplicates();
    String typed = codes.get(0).toLowerCase(Locale.ROOT).replaceAll("(....)", "$1-");
    assertThat(enter((CodeNeeded) signIn(PASSWORD), typed)).isInstanceOf(SignedIn.class);
    assertThat(identity.own().recoveryCodesLeft(ann.user())).isEqualTo(7);
    CodeNeeded needed = (CodeNeeded) signIn(PASSWORD);
    assertThat(enter(needed, typed)).isEqualTo(again(needed));
  }

  @Test
  void codes_are_switched_off_with_the_password_or_by_an_administrator() throws Exception {
    switchOn();
    assertThatThrownBy(() -> identity.own().endCodes(ann, ANN, "wrong"))
        .isInstanceOf(AccountRefused.class);
    identity.own().endCodes(ann, ANN, PASSWORD);
    assertThat(signIn(PASSWORD)).isInstanceOf(SignedIn.class);
    switchOn();
    identity.accounts().endCodes(BOSS, "ann");
    assertThat(signIn(PASSWORD)).isInstanceOf(SignedIn.class);
    assertThat(identity.audit().newest(Long.MAX_VALUE, "codes-off", 9))
        .extracting(entry -> entry.actor().name())
        .containsExactly("boss", "ann");
  }

  private String switchOn() throws Exception {
    identity.own().beginCodes(ann, ANN, PASSWORD);
    String secret = secret();
    identity.own().confirmCodes(ann, ANN, code(secret));
    return secret;
  }

  private String secret() {
    return identity.own().enrolment(ann.user()).orElseThrow().secret();
  }

  private String code(String secret) {
    return Totp.code(secret, clock.instant().getEpochSecond() / 30);
  }

  private static CodeNeeded again(CodeNeeded needed) {
    return new CodeNeeded(needed.ticket(), true);
  }

  private SignInOutcome signIn(String password) {
    return identity.signIns().signIn("ann", password, ADDRESS);
  }

  private SignInOutcome enter(CodeNeeded needed, String code) {
    return identity.signIns().enterCode(needed.ticket(), code, Browser.unknown(ADDRESS));
  }

  private Present present(SignInOutcome outcome) {
    return identity.signIns().present(((SignedIn) outcome).secret(), true).orElseThrow();
  }
}
