package org.as2gateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.address.ProxyExceptions;
import org.as2gateway.as2.address.ProxyUrl;

/**
 * All settings of a gateway (design.md §3). Relative paths are resolved against the home already.
 *
 * @param home the home folder, absolute
 * @param as2 the partner listeners
 * @param admin the admin listener
 * @param store the database
 * @param limits what bounds the listener and the messages
 * @param outbox intake of files
 * @param retry when a failed attempt is repeated
 * @param retention how long things are kept
 * @param smtp the mail server that takes alerts
 * @param oidc who vouches for people that sign in to the admin page
 * @param inbox delivery of files
 * @param publicUrl where partners reach the AS2 endpoint; empty if nobody has said
 * @param environment what this gateway is for, such as {@code test}; marks its pages and mails
 * @param usps files that go to USPS
 * @param sftp our SFTP server, and polling of those of partners
 * @param certificates what is asked about partners' certificates
 * @param proxy the HTTP proxy for connections to partners
 */
public record GatewayConfig(
    Path home,
    As2 as2,
    Listener admin,
    Store store,
    Limits limits,
    OutboxSettings outbox,
    Retry retry,
    Retention retention,
    Smtp smtp,
    Oidc oidc,
    InboxSettings inbox,
    Optional<URI> publicUrl,
    Optional<String> environment,
    Usps usps,
    Sftp sftp,
    Certificates certificates,
    Proxy proxy) {
  /**
   * The partner listeners.
   *
   * @param path the one path, starting with a slash
   * @param http plain listener
   * @param https TLS listener
   */
  public record As2(String path, Listener http, Listener https) {}

  /**
   * One listener.
   *
   * @param isEnabled whether it is opened
   * @param host address to bind
   * @param port TCP port, 0 for any free one
   * @param keystore PKCS #12 file of the TLS key; empty for plain HTTP
   * @param names further names that requests may be addressed to; of the admin port only
   */
  public record Listener(
      boolean isEnabled, String host, int port, Optional<Path> keystore, List<String> names) {
    /** Copies the list. */
    public Listener {
      names = List.copyOf(names);
    }

    /** A listener without further names. */
    public Listener(boolean isEnabled, String host, int port, Optional<Path> keystore) {
      this(isEnabled, host, port, keystore, List.of());
    }

    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
      return BindHost.isLoopback(host);
    }

    /** Whether it is bound to every address of the machine. */
    public boolean isWildcard() {
      return BindHost.isWildcard(host);
    }
  }

  /**
   * The database.
   *
   * @param url JDBC URL, H2 path absolute
   * @param user empty for the default
   * @param password empty for none; never printed
   */
  public record Store(String url, Optional<String> user, Optional<String> password) {
    @Override
    public String toString() {
      return "Store["
          + url.replaceAll("\\?.*", "")
          + "]"; // never a password, not in a query either
    }
  }

  /**
   * What bounds the listener and the messages.
   *
   * @param messageBytes largest body, and largest content that comes out of it
   * @param expansion largest ratio of content to body once past 10 MiB
   * @param headerBytes largest HTTP header block
   * @param headerTime time for a header block to arrive
   * @param idleTime time without a byte
   * @param minimumRateBytes least octets per second of a body
   * @param connections most open connections
   * @param diskReserveBytes free space below which nothing is accepted
   * @param refusedBytes most octets of refused bodies that are kept
   */
  public record Limits(
      long messageBytes,
      int expansion,
      int headerBytes,
      Duration headerTime,
      Duration idleTime,
      long minimumRateBytes,
      int connections,
      long diskReserveBytes,
      long refusedBytes) {}

  /**
   * Files by SFTP.
   *
   * @param listener our SFTP server
   * @param poll how often folders of partners' servers are looked into
   */
  public record Sftp(Listener listener, Duration poll) {}

  /**
   * Certificates of partners.
   *
   * @param revocation whether their issuers are asked if they are revoked
   */
  public record Certificates(Revocation revocation) {}

  /** What follows from asking the issuers of certificates whether they are revoked. */
  public enum Revocation {
    /** Nobody is asked. */
    OFF,
    /** A revoked certificate is no longer used. */
    SOFT,
    /** Nor is one that nobody could vouch for in time. */
    HARD
  }

  /**
   * The HTTP proxy for connections to partners.
   *
   * @param url where it is; empty to connect directly
   * @param login file with user and password; empty to send none
   * @param except what is reached without it
   */
  public record Proxy(Optional<ProxyUrl> url, Optional<Path> login, ProxyExceptions except) {
    /** There is none. */
    public static final Proxy NONE =
        new Proxy(Optional.empty(), Optional.empty(), ProxyExceptions.NONE);
  }

  /**
   * Intake of files.
   *
   * @param settle how long a file must stand unchanged before it is taken
   */
  public record OutboxSettings(Duration settle) {}

  /**
   * Delivery of files.
   *
   * @param hasStrictNames whether names that mean something to other programs are changed
   */
  public record InboxSettings(boolean hasStrictNames) {}

  /**
   * Files that go to USPS.
   *
   * @param checkBytes how much of a manifest is checked; a larger one is held
   */
  public record Usps(long checkBytes) {}

  /**
   * When a failed attempt is repeated.
   *
   * @param first delay after the first failure
   * @param factor growth of the delay
   * @param max longest delay
   * @param budget time after which a message fails for good
   */
  public record Retry(Duration first, double factor, Duration max, Duration budget) {}

  /**
   * How long things are kept.
   *
   * @param payload payload copies and wire images
   * @param evidence evidence
   * @param duplicates duplicate keys; empty for ever
   * @param refused records of refused messages whose sender proved nothing
   */
  public record Retention(
      Duration payload, Duration evidence, Optional<Duration> duplicates, Duration refused) {}

  /**
   * The mail server that takes alerts.
   *
   * @param host name; empty if no mail is sent
   * @param port TCP port
   * @param from sender of every mail
   * @param user empty to send without signing in
   * @param password never printed
   * @param tls how the connection is protected
   */
  public record Smtp(
      Optional<String> host,
      int port,
      String from,
      Optional<String> user,
      Optional<String> password,
      Tls tls) {
    static final int DEFAULT_PORT = 587;
    static final String DEFAULT_FROM = "as2-gateway@localhost";

    /** How a connection to a mail server is protected. */
    public enum Tls {
      /** Begun in the clear, then always TLS before anything is said. */
      STARTTLS,
      /** TLS from the first octet. */
      TLS,
      /** Not at all. */
      NONE
    }

    /** Whether others on the network could read the password. */
    boolean exposesPassword() {
      return tls == Tls.NONE
          && password.isPresent()
          && host.filter(name -> !BindHost.isLoopback(name)).isPresent();
    }

    @Override
    public String toString() {
      return "Smtp[" + host.orElse("-") + ":" + port + ", " + tls + "]"; // never the password
    }
  }

  /**
   * An OpenID Connect provider that vouches for people who sign in to the admin page.
   *
   * @param issuer as the provider calls itself; empty if there is none
   * @param clientId what we are called there
   * @param clientSecret never printed; empty for a public client
   * @param label what the page calls the provider
   * @param scope what is asked for
   * @param nameClaim claim that names a new account
   * @param roleClaim claim that holds groups or roles; dots lead into objects
   * @param roles values of that claim for each of our roles, by its spelling in the API
   */
  public record Oidc(
      Optional<URI> issuer,
      String clientId,
      Optional<String> clientSecret,
      String label,
      String scope,
      String nameClaim,
      String roleClaim,
      Map<String, List<String>> roles) {
    /** Copies the map. */
    public Oidc {
      roles = Map.copyOf(roles);
    }

    @Override
    public String toString() {
      return "Oidc[" + issuer.map(URI::toString).orElse("-") + "]"; // never the secret
    }
  }
}
