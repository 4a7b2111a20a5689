package org.as2gateway.people.accounts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.as2gateway.people.accounts.AccountRefused.Reason;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.people.accounts.SignIns.Present;
import org.as2gateway.store.db.Transactions;

/**
 * What users do with their own account. Whoever finds an open browser has not got the password, so
 * each change needs it, with the same patience as at sign-in.
 */
public final class OwnAccount {
  private static final String ISSUER = "AS2 gateway";
  private static final int RECOVERY_CODES = 8;
  private static final int RECOVERY_BYTES = 10;

  private final Transactions transactions;
  private final IdentityStores stores;
  private final SignIns signIns;
  private final Clock clock;

  OwnAccount(Transactions transactions, IdentityStores stores, SignIns signIns, Clock clock) {
    this.transactions = transactions;
    this.stores = stores;
    this.signIns = signIns;
    this.clock = clock;
  }

  /**
   * What an app that makes codes has to know; shown while it is being set up.
   *
   * @param secret Base32
   * @param uri the same as a link for the app
   */
  public record Enrolment(String secret, String uri) {
    @Override
    public String toString() {
      return "Enrolment"; // never the secret
    }
  }

  /** Whether sign-in asks the user for a code. */
  public boolean asksForCode(User user) {
    return stores.factors().find(user.name()).filter(JdbcSecondFactors.Kept::isOn).isPresent();
  }

  /** How many recovery codes the user has left. */
  public int recoveryCodesLeft(User user) {
    return stores.factors().countRecoveryCodes(user.name());
  }

  /** The secret that waits for its first code; empty if none does. */
  public Optional<Enrolment> enrolment(User user) {
    return stores
        .factors()
        .find(user.name())
        .filter(kept -> !kept.isOn())
        .map(kept -> enrolment(user, kept.secret()));
  }

  private static Enrolment enrolment(User user, String secret) {
    String issuer = encode(ISSUER);
    return new Enrolment(
        secret,
        "otpauth://totp/"
            + issuer
            + ":"
            + encode(user.name())
            + "?secret="
            + secret
            + "&issuer="
            + issuer
            + "&algorithm=SHA1&digits=6&period=30");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether a provider vouches for the user: no password, no codes. */
  public boolean isFromElsewhere(User user) {
    return stores.external().users().contains(user.name());
  }

  /**
   * Checks the password of a user who is signed in, before something that an open browser must not
   * be enough for.
   *
   * @throws AccountRefused if it is wrong, or was wrong too often
   */
  public void confirm(Present present, Actor by, String password) throws AccountRefused {
    signIns.confirm(present, password, by.address());
  }

  /** Sets another password; all other sessions of the user end. */
  public void changePassword(Present present, Actor by, String old, String password)
      throws AccountRefused {
    String name = present.user().name();
    Accounts.checkPassword(name, password);
    signIns.confirm(present, old, by.address());
    if (present.user().mustChangePassword() && password.equals(old)) {
      throw new AccountRefused(
          Reason.INVALID, "the new password must differ from the one you were given");
    }
    String hash = PasswordHash.of(password);
    transactions.durably(
        () -> {
          stores.users().setPassword(name, hash, false);
          stores.sessions().removeOthers(name, present.session().digest());
          stores.factors().removeTickets(name);
          stores.audit().add(clock.instant(), by, Change.of("password-change", name));
          return name;
        });
  }

  /**
   * Sets the time zone that the user reads times in.
   *
   * @param zone its name, such as {@code America/New_York}; empty for that of the browser
   */
  public void setZone(Present present, Optional<String> zone) throws AccountRefused {
    if (!zone.map(ZoneId.getAvailableZoneIds()::contains).orElse(true)) {
      throw new AccountRefused(
          Reason.INVALID, "the time zone is not known, expected one such as 'America/New_York'");
    }
    stores.users().setZone(present.user().name(), zone);
  }

  /** Makes a secret for codes, which counts once {@link #confirmCodes} has seen a code of it. */
  public void beginCodes(Present present, Actor by, String password) throws AccountRefused {
    String name = present.user().name();
    signIns.confirm(present, password, by.address());
    if (asksForCode(present.user())) {
      throw new AccountRefused(
          Reason.CONFLICT, "two-factor authentication is already on; turn it off first");
    }
    transactions.inTransaction(
        () -> {
          stores.factors().begin(name, Totp.newSecret());
          return name;
        });
  }

  /**
   * Switches codes on.
   *
   * @return the recovery codes, each good for one sign-in; kept nowhere
   */
  public List<String> confirmCodes(Present present, Actor by, String code) throws AccountRefused {
    String name = present.user().name();
    Optional<JdbcSecondFactors.Kept> kept =
        stores.factors().find(name).filter(factor -> !factor.isOn());
    if (kept.isEmpty()) {
      throw new AccountRefused(
          Reason.CONFLICT, "two-factor authentication was not set up; start again");
    }
    OptionalLong step = Totp.step(kept.get().secret(), code, clock.instant(), 0);
    if (step.isEmpty()) {
      throw new AccountRefused(
          Reason.INVALID, "the code is wrong; check the clock of your device and enter a new code");
    }
    List<String> codes =
        Stream.generate(() -> Totp.random(RECOVERY_BYTES)).limit(RECOVERY_CODES).toList();
    transactions.durably(
        () -> {
          stores.factors().take(name, step.getAsLong());
          stores.factors().confirm(name, clock.instant());
          stores.factors().setRecoveryCodes(name, codes.stream().map(Secret::digest).toList());
          stores.sessions().removeOthers(name, present.session().digest());
          stores.audit().add(clock.instant(), by, Change.of("codes-on", name));
          return name;
        });
    return codes;
  }

  /** Switches codes off, or gives up switching them on. */
  public void endCodes(Present present, Actor by, String password) throws AccountRefused {
    String name = present.user().name();
    signIns.confirm(present, password, by.address());
    transactions.durably(
        () -> {
          stores.factors().remove(name);
          stores.audit().add(clock.instant(), by, Change.of("codes-off", name));
          return name;
        });
  }
}
