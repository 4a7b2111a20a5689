package org.as2gateway.transport.pdx;

import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PdxPolicy;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.transport.proxy.Proxies;

/** The accounts of partnerships, with the sign-in files as they are now. */
public final class PdxAccounts {
  private final HomeFolders folders;
  private final Proxies proxies;

  /** Accounts of that home, called by those proxies. */
  public PdxAccounts(HomeFolders folders, Proxies proxies) {
    this.folders = folders;
    this.proxies = proxies;
  }

  /**
   * The account of a partnership that lacks nothing.
   *
   * @throws PdxFailure if its sign-in file cannot be used
   */
  public PdxAccount of(Partnership partnership) throws PdxFailure {
    PdxPolicy pdx = partnership.pdx();
    PdxLogin login = PdxLogin.read(folders.secrets().resolve(pdx.loginFile().orElseThrow()));
    PdxSite site = login.site(site(pdx.environment().orElseThrow()));
    return new PdxAccount(
        site,
        login,
        partnership.transport().tlsTrust().map(folders.certs()::resolve),
        new PdxAccount.Times(
            partnership.transport().connectTimeout(), partnership.transport().readTimeout()),
        proxies.route(partnership, site.base().getHost()),
        pdx.requestsAnHour());
  }

  private static PdxSite site(PdxPolicy.Environment environment) {
    return switch (environment) {
      case PROD -> PdxSite.PROD;
      case TEM -> PdxSite.TEM;
      case CAT -> PdxSite.CAT;
    };
  }
}
