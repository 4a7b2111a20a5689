package org.as2gateway.people.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.as2gateway.people.accounts.Accounts.NewToken;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token does what its maker may do now, and nothing once the maker is gone. */
class TokenOwnersIT {
  private static final String PASSWORD = "correct horse battery";
  private static final Actor BOSS = new Actor("boss", "-");
  private static final Actor EVE = new Actor("eve", "-");

  private final FakeClock clock = FakeClock.standing();
  @TempDir private Path folder;
  private Database database;
  private Identity identity;

  @BeforeEach
  void makeAccounts() throws Exception {
    database = TestDatabase.h2(folder);
    identity = JdbcIdentity.in(database, clock);
    identity.accounts().addFirst("boss", PASSWORD, "-");
    identity.accounts().add(BOSS, "eve", Role.ADMINISTRATOR, PASSWORD, false);
    clock.advance(Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private NewToken token(Actor by, String name) throws AccountRefused {
    return identity.accounts().addToken(by, name, Role.ADMINISTRATOR, null);
  }

  private Optional<Role> role(NewToken token) {
    return identity.signIns().token(token.secret()).map(ApiToken::role);
  }

  @Test
  void never_has_more_than_the_role_of_its_maker() throws Exception {
    NewToken token = token(EVE, "nightly");
    assertThat(role(token)).hasValue(Role.ADMINISTRATOR);
    identity.accounts().change(BOSS, "eve", Role.OPERATOR, true);
    assertThat(role(token)).hasValue(Role.OPERATOR);
    identity.accounts().change(BOSS, "eve", Role.OPERATOR, false);
    assertThat(role(token)).isEmpty();
    identity.accounts().change(BOSS, "eve", Role.ADMINISTRATOR, true);
    assertThat(role(token)).hasValue(Role.ADMINISTRATOR);
  }

  @Test
  void goes_with_its_maker_and_does_not_come_back_with_a_namesake() throws Exception {
    NewToken token = token(EVE, "nightly");
    identity.accounts().remove(BOSS, "eve");
    assertThat(role(token)).isEmpty();
    assertThat(identity.accounts().tokens()).isEmpty();
    assertThat(identity.audit().newest(Long.MAX_VALUE, "token-remove", 9)).hasSize(1);
    identity.accounts().add(BOSS, "eve", Role.ADMINISTRATOR, PASSWORD, false);
    assertThat(role(token)).isEmpty();
  }

  @Test
  void a_token_made_with_a_token_goes_with_whoever_made_the_first_one() throws Exception {
    NewToken first = token(EVE, "first");
    clock.advance(Duration.ofMinutes(1));
    NewToken second = token(new Actor("token first", "-"), "second");
    assertThat(role(first)).hasValue(Role.ADMINISTRATOR);
    assertThat(role(second)).hasValue(Role.ADMINISTRATOR);
    identity.accounts().remove(BOSS, "eve");
    assertThat(role(second)).isEmpty();
  }

  @Test
  void what_the_admin_token_has_made_stays() throws Exception {
    NewToken token = token(new Actor("admin-token", "127.0.0.1"), "installer");
    identity.accounts().remove(BOSS, "eve");
    assertThat(role(token)).hasValue(Role.ADMINISTRATOR);
  }

  @Test
  void goes_when_the_provider_gives_no_role_any_more() throws Exception {
    ExternalPerson person =
        new ExternalPerson("https://idp", "1", "ann", Optional.of(Role.ADMINISTRATOR));
    identity.external().signIn(person, "-");
    clock.advance(Duration.ofMinutes(1));
    NewToken token = token(new Actor("ann", "-"), "nightly");
    assertThat(role(token)).hasValue(Role.ADMINISTRATOR);
    ExternalPerson without = new ExternalPerson("https://idp", "1", "ann", Optional.empty());
    assertThatThrownBy(() -> identity.external().signIn(without, "-"))
        .isInstanceOf(AccountRefused.class);
    assertThat(role(token)).isEmpty();
  }
}
