package org.as2gateway.people.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.as2gateway.people.accounts.AccountRefused.Reason;
import org.as2gateway.people.accounts.SignInOutcome.Refused;
import org.as2gateway.people.accounts.SignInOutcome.SignedIn;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators do with accounts and tokens, and what the audit log says of it. */
class AccountsIT {
  private static final String PASSWORD = "correct horse battery";
  private static final String OTHER = "staple of another kind";
  private static final String ADDRESS = "192.0.2.1";
  private static final Actor BOSS = new Actor("boss", ADDRESS);

  private final FakeClock clock = FakeClock.standing();
  @TempDir private Path folder;
  private Database database;
  private Identity identity;
  private Accounts accounts;

  @BeforeEach
  void makeTheFirst() throws Exception {
    database = TestDatabase.h2(folder);
    identity = JdbcIdentity.in(database, clock);
    accounts = identity.accounts();
    assertThat(accounts.isEmpty()).isTrue();
    accounts.addFirst(" Boss ", PASSWORD, ADDRESS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private SignInOutcome signIn(String name, String password) {
    return identity.signIns().signIn(name, password, ADDRESS);
  }

  private boolean isPresent(SignInOutcome outcome) {
    return identity.signIns().present(((SignedIn) outcome).secret(), false).isPresent();
  }

  /** The newest entries, newest first: what was done, to whom, before and after. */
  private List<String> audit(int limit) {
    return identity.audit().newest(Long.MAX_VALUE, null, limit).stream()
        .map(e -> e.action() + " " + e.subject() + ": " + e.before() + " > " + e.after())
        .toList();
  }

  /** The refusal; nobody is told in the audit log of a change that was not made. */
  private void assertRefused(Reason reason, String words, ThrowingCallable change) {
    List<String> before = audit(99);
    List<User> users = accounts.users();
    assertThatThrownBy(change)
        .isInstanceOfSatisfying(AccountRefused.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(words);
    assertThat(audit(99)).isEqualTo(before);
    assertThat(accounts.users()).isEqualTo(users);
  }

  @Test
  void the_first_account_is_an_administrator_and_there_is_one_first_only() {
    assertThat(accounts.users())
        .extracting(User::name, User::role, User::isEnabled)
        .containsExactly(tuple("boss", Role.ADMINISTRATOR, true));
    assertThat(audit(2))
        .containsExactly(
            "sign-in -: null > null", "set-up boss: null > role: administrator, enabled");
    assertRefused(
        Reason.CONFLICT,
        "already exists",
        () -> accounts.addFirst("intruder", PASSWORD, "203.0.113.9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".ann", "ann smith", "ann/../x", "änn", "ann\u202E"})
  void a_name_that_is_none_is_refused(String name) {
    assertRefused(
        Reason.INVALID,
        "the name must be",
        () -> accounts.add(BOSS, name, Role.VIEWER, PASSWORD, false));
  }

  @Test
  void a_name_has_sixty_four_characters_at_most() throws Exception {
    assertThat(accounts.add(BOSS, "n".repeat(64), Role.VIEWER, PASSWORD, false).name()).hasSize(64);
    assertRefused(
        Reason.INVALID,
        "1 to 64",
        () -> accounts.add(BOSS, "m".repeat(65), Role.VIEWER, PASSWORD, false));
  }

  @ParameterizedTest
  @CsvSource({
    "eleven-char, 12 to 200 characters",
    "My-ANN-password-7, must not contain the user's name"
  })
  void a_password_that_is_easily_guessed_is_refused(String password, String words)
      throws Exception {
    assertRefused(
        Reason.INVALID, words, () -> accounts.add(BOSS, "Ann", Role.VIEWER, password, false));
    accounts.add(BOSS, "ann", Role.VIEWER, PASSWORD, false);
    assertRefused(Reason.INVALID, words, () -> accounts.setPassword(BOSS, "ann", password, false));
    assertThat(signIn("ann", PASSWORD)).isInstanceOf(SignedIn.class);
  }

  @Test
  void a_name_is_taken_however_it_is_spelled() throws Exception {
    accounts.add(BOSS, "ann", Role.VIEWER, PASSWORD, false);
    assertRefused(
        Reason.CONFLICT,
        "'ann' already exists",
        () -> accounts.add(BOSS, " ANN", Role.ADMINISTRATOR, OTHER, false));
    assertThat(signIn("Ann ", PASSWORD)).isInstanceOf(SignedIn.class);
    assertThat(signIn("ann", OTHER)).isInstanceOf(Refused.class);
  }

  @Test
  void another_role_ends_the_sessions_and_the_same_one_does_not() throws Exception {
    accounts.add(BOSS, "ann", Role.VIEWER, PASSWORD, false);
    SignInOutcome session = signIn("ann", PASSWORD);
    List<String> before = audit(99);
    accounts.change(BOSS, "ann", Role.VIEWER, true);
    assertThat(isPresent(session)).isTrue();
    assertThat(audit(99)).isEqualTo(before);

    assertThat(accounts.change(BOSS, "ann", Role.OPERATOR, true).role()).isEqualTo(Role.OPERATOR);
    assertThat(isPresent(session)).isFalse();
    assertThat(audit(1))
        .containsExactly("user-change ann: role: viewer, enabled > role: operator, enabled");
  }

  @Test
  void a_disabled_user_is_out_at_once_and_back_with_the_same_password() throws Exception {
    accounts.add(BOSS, "ann", Role.VIEWER, PASSWORD, false);
    SignInOutcome session = signIn("ann", PASSWORD);
    accounts.change(BOSS, "ann", Role.VIEWER, false);
    assertThat(isPresent(session)).isFalse();
    assertThat(signIn("ann", PASSWORD)).isInstanceOf(Refused.class);
    accounts.change(BOSS, "ann", Role.VIEWER, true);
    assertThat(signIn("ann", PASSWORD)).isInstanceOf(SignedIn.class);
  }

  @Test
  void one_administrator_who_may_sign_in_is_always_left() throws Exception {
    accounts.add(BOSS, "eve", Role.ADMINISTRATOR, PASSWORD, false);
    accounts.change(BOSS, "eve", Role.ADMINISTRATOR, false);
    String words = "last administrator";
    assertRefused(Reason.CONFLICT, words, () -> accounts.change(BOSS, "boss", Role.OPERATOR, true));
    assertRefused(
        Reason.CONFLICT, words, () -> accounts.change(BOSS, "boss", Role.ADMINISTRATOR, false));
    assertRefused(Reason.CONFLICT, words, () -> accounts.remove(BOSS, "boss"));

    accounts.change(BOSS, "eve", Role.ADMINISTRATOR, true);
    accounts.remove(new Actor("eve", ADDRESS), "boss");
    assertThat(accounts.users()).extracting(User::name).containsExactly("eve");
    assertThat(audit(1)).containsExactly("user-remove boss: role: administrator, enabled > null");
  }

  @Test
  void a_new_password_ends_the_sessions_and_replaces_the_old_one() throws Exception {
    accounts.add(BOSS, "ann", Role.VIEWER, PASSWORD, false);
    SignInOutcome session = signIn("ann", PASSWORD);
    accounts.setPassword(BOSS, "ann", OTHER, false);
    assertThat(audit(1)).containsExactly("password-set ann: null > null");
    assertThat(isPresent(session)).isFalse();
    assertThat(signIn("ann", PASSWORD)).isInstanceOf(Refused.class);
    assertThat(signIn("ann", OTHER)).isInstanceOf(SignedIn.class);
  }

  @Test
  void an_account_that_was_removed_is_gone_with_its_sessions() throws Exception {
    accounts.add(BOSS, "ann", Role.VIEWER, PASSWORD, false);
    SignInOutcome session = signIn("ann", PASSWORD);
    accounts.remove(BOSS, "ann");
    assertThat(isPresent(session)).isFalse();
    accounts.add(BOSS, "ann", Role.VIEWER, OTHER, false);
    assertThat(isPresent(session)).as("of a namesake").isFalse();
    assertThat(signIn("ann", PASSWORD)).isInstanceOf(Refused.class);
  }

  @Test
  void who_is_not_there_is_not_found() {
    assertRefused(Reason.NOT_FOUND, "'ann'", () -> accounts.change(BOSS, "ann", Role.VIEWER, true));
    assertRefused(
        Reason.NOT_FOUND, "'ann'", () -> accounts.setPassword(BOSS, "ann", PASSWORD, false));
    assertRefused(Reason.NOT_FOUND, "'ann'", () -> accounts.endCodes(BOSS, "ann"));
    assertRefused(Reason.NOT_FOUND, "'ann'", () -> accounts.remove(BOSS, "ann"));
    assertRefused(Reason.NOT_FOUND, "'7'", () -> accounts.removeToken(BOSS, "7"));
  }

  @Test
  void a_token_opens_until_it_expires() throws Exception {
    var expiry = clock.instant().plus(Duration.ofDays(1));
    var token = accounts.addToken(BOSS, " nightly ", Role.OPERATOR, expiry);
    assertThat(token.token().name()).isEqualTo("nightly");
    assertThat(token.toString()).doesNotContain(token.secret());
    assertThat(identity.signIns().token(token.secret())).isPresent();
    clock.advance(Duration.ofDays(1));
    assertThat(identity.signIns().token(token.secret())).isEmpty();
  }

  @Test
  void a_token_that_was_revoked_opens_nothing() throws Exception {
    var token = accounts.addToken(BOSS, "nightly", Role.VIEWER, null);
    accounts.removeToken(BOSS, token.token().id());
    assertThat(identity.signIns().token(token.secret())).isEmpty();
    assertThat(accounts.tokens()).isEmpty();
    String subject = "nightly (" + token.token().id() + ")";
    assertThat(audit(2))
        .containsExactly(
            "token-remove " + subject + ": role: viewer > null",
            "token-add " + subject + ": null > role: viewer, expires: null");
  }

  @Test
  void a_token_has_a_name_and_no_expiry_in_the_past() {
    assertRefused(Reason.INVALID, "1 to 64", () -> accounts.addToken(BOSS, " ", Role.VIEWER, null));
    assertRefused(
        Reason.INVALID,
        "1 to 64",
        () -> accounts.addToken(BOSS, "n".repeat(65), Role.VIEWER, null));
    assertRefused(
        Reason.INVALID,
        "in the past",
        () -> accounts.addToken(BOSS, "nightly", Role.VIEWER, clock.instant()));
    assertThat(accounts.tokens()).isEmpty();
  }

  @Test
  void guesses_wait_longer_each_time_and_a_right_password_ends_that() throws Exception {
    accounts.add(BOSS, "ann", Role.VIEWER, PASSWORD, false);
    for (int i = 0; i < 3; i++) {
      assertThat(signIn("ann", OTHER)).isInstanceOf(Refused.class);
    }
    Duration last = Duration.ZERO;
    for (int i = 0; i < 4; i++) {
      Duration left = ((SignInOutcome.Wait) signIn("ann", PASSWORD)).left();
      assertThat(left).isGreaterThan(last);
      clock.advance(left.plusMillis(1));
      assertThat(signIn("ann", OTHER)).isInstanceOf(Refused.class);
      last = left;
    }
    clock.advance(Duration.ofMinutes(15));
    assertThat(signIn("ann", PASSWORD)).isInstanceOf(SignedIn.class);
    assertThat(signIn("ann", OTHER)).as("nobody waits any more").isInstanceOf(Refused.class);
  }

  @Test
  void a_session_ends_after_half_an_hour_at_rest_and_after_twelve_hours_at_work() {
    SignInOutcome resting = signIn("boss", PASSWORD);
    String busy = ((SignedIn) signIn("boss", PASSWORD)).secret();
    clock.advance(Duration.ofMinutes(29));
    assertThat(isPresent(resting)).isTrue();
    assertThat(identity.signIns().present(busy, true)).isPresent();
    clock.advance(Duration.ofMinutes(1));
    assertThat(isPresent(resting)).isFalse();
    for (int i = 0; i < 24; i++) {
      assertThat(identity.signIns().present(busy, true)).isPresent();
      clock.advance(Duration.ofMinutes(28)); // of the last request the minute is kept
    }
    assertThat(identity.signIns().present(busy, true)).as("after 11 h 42 min").isPresent();
    clock.advance(Duration.ofMinutes(18));
    assertThat(identity.signIns().present(busy, true)).isEmpty();
  }
}
