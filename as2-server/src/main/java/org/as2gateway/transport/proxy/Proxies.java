package org.as2gateway.transport.proxy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.ProxyPolicy;
import org.as2gateway.store.payload.HomeFolders;

/** Which proxy a connection goes by: that of the partnership, or that of all. */
public final class Proxies {
  private final HomeFolders folders;
  private final GatewayConfig.Proxy forAll;
  private final Supplier<Registry> registry;
  private final ProxyLogins logins;

  /** The proxies of a home with that one for all, and those of the partnerships there now. */
  public Proxies(
      HomeFolders folders, GatewayConfig.Proxy forAll, Supplier<Registry> registry, Clock clock) {
    this.folders = folders;
    this.registry = registry;
    this.forAll = forAll;
    this.logins = new ProxyLogins(forAll, clock);
  }

  /** The same for those settings. */
  public static Proxies of(GatewayConfig config, Supplier<Registry> registry, Clock clock) {
    return new Proxies(new HomeFolders(config.home()), config.proxy(), registry, clock);
  }

  /** The same where no partnership is asked for. */
  public static Proxies ofHosts(GatewayConfig config, Clock clock) {
    return of(
        config,
        () -> {
          throw new IllegalStateException("a partnership was asked for");
        },
        clock);
  }

  /** The proxy for all, whatever the host; empty if there is none. */
  public Optional<ProxyRoute> forAll() {
    return forAll.url().map(url -> new ProxyRoute(url, forAll.login(), logins));
  }

  /**
   * The way to a host for a partnership; empty for the direct one. Exceptions hold for the proxy of
   * all, not for one that the partnership names.
   *
   * @param host as in a URL
   */
  public Optional<ProxyRoute> route(Partnership partnership, String host) {
    ProxyPolicy policy = registry.get().proxy(partnership);
    if (policy.isDirect()) {
      return Optional.empty();
    }
    Optional<Path> own = policy.loginFile().map(folders.secrets()::resolve);
    return policy.url().isPresent()
        ? policy.url().map(url -> new ProxyRoute(url, own, logins))
        : route(host).map(by -> new ProxyRoute(by.url(), own.or(by::login), logins));
  }

  /** The way to a host for no partnership in particular; empty for the direct one. */
  public Optional<ProxyRoute> route(String host) {
    return forAll().filter(by -> !forAll.except().contains(host));
  }
}
