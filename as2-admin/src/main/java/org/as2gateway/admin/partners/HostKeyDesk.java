package org.as2gateway.admin.partners;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.as2gateway.Gateway;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipAttribute;
import org.as2gateway.registry.partnerships.PartnershipEntry;
import org.as2gateway.registry.partnerships.SftpUrl;
import org.as2gateway.transport.sftp.SftpTroubles.Trouble;
import org.as2gateway.transport.sftp.client.SftpProblem.WrongHostKey;
import org.jspecify.annotations.Nullable;

/**
 * Host keys of the SFTP servers of partners: pins a new one beside the old one once somebody has
 * compared it, and drops the old one later. Nothing is pinned by itself. Safe for many threads.
 */
public final class HostKeyDesk {
  private static final String HOST_KEY = PartnershipAttribute.SFTP_HOST_KEY.attributeName();

  private final Gateway gateway;
  private final Registrar registrar;

  /** Host keys of that gateway. */
  public HostKeyDesk(Gateway gateway, Registrar registrar) {
    this.gateway = gateway;
    this.registrar = registrar;
  }

  /** The servers of a partner, in the order of the file; none if it has none. */
  public List<ServerKeys> of(Partner partner) {
    Map<String, List<Partnership>> servers = new LinkedHashMap<>();
    for (Partnership one : PartnerReport.partnershipsOf(registrar.registry(), partner)) {
      one.sftp()
          .url()
          .map(SftpUrl::address)
          .ifPresent(at -> servers.computeIfAbsent(at, key -> new ArrayList<>()).add(one));
    }
    return servers.entrySet().stream().map(s -> keys(s.getKey(), s.getValue())).toList();
  }

  private ServerKeys keys(String address, List<Partnership> partnerships) {
    List<String> names = partnerships.stream().map(Partnership::name).toList();
    Set<String> pinned = new LinkedHashSet<>();
    partnerships.forEach(one -> pinned.addAll(one.sftp().hostKeys()));
    @Nullable Trouble trouble =
        gateway.sftp().troubles().get().stream()
            .filter(one -> one.isHostKey() && names.contains(one.partnership()))
            .findFirst()
            .orElse(null);
    return new ServerKeys(address, names, List.copyOf(pinned), trouble);
  }

  private ServerKeys require(Partner partner, String address) throws EditRefused {
    return of(partner).stream()
        .filter(one -> one.address().equals(address))
        .findFirst()
        .orElseThrow(
            () ->
                new EditRefused(
                    Reason.NOT_FOUND,
                    "'" + partner.name() + "' has no SFTP server at '" + address + "'"));
  }

  /**
   * Accepts the key that the server shows now, besides those that are pinned.
   *
   * @param fingerprint of the key that was compared
   * @param note who compared it, and with whom; not blank
   * @throws EditRefused if the server shows another key, or the note is missing
   */
  public void pin(Actor who, Partner partner, String address, String fingerprint, String note)
      throws EditRefused, IOException {
    ServerKeys server = require(partner, address);
    @Nullable WrongHostKey found = server.found();
    if (found == null || !found.found().equals(fingerprint)) {
      throw new EditRefused(
          Reason.CONFLICT,
          "the server does not show this host key any more; look at the page again");
    }
    String told = PartnerText.clean(note).strip();
    if (told.isEmpty()) {
      throw new EditRefused(Reason.INVALID, "enter who compared the fingerprint, and with whom");
    }
    put(who, server, keys -> keys.contains(fingerprint) ? keys : with(keys, fingerprint));
    audit(who, "host-key-pin", partner, server, fingerprint + "; compared: " + told);
  }

  /**
   * Stops accepting a key.
   *
   * @throws EditRefused if it is not pinned, or no other one would be left
   */
  public void drop(Actor who, Partner partner, String address, String fingerprint)
      throws EditRefused, IOException {
    ServerKeys server = require(partner, address);
    if (!server.pinned().contains(fingerprint)) {
      throw new EditRefused(
          Reason.CONFLICT, "this host key is not pinned any more; look at the page again");
    }
    boolean isOnlyOne =
        server.partnerships().stream()
            .flatMap(name -> registrar.registry().partnerships().partnership(name).stream())
            .anyMatch(one -> one.sftp().hostKeys().equals(List.of(fingerprint)));
    if (isOnlyOne) {
      throw new EditRefused(
          Reason.CONFLICT,
          "this is the only host key that a partnership pins: without one nothing can be sent or"
              + " fetched");
    }
    put(who, server, keys -> keys.stream().filter(key -> !key.equals(fingerprint)).toList());
    audit(who, "host-key-drop", partner, server, "without " + fingerprint);
  }

  private void audit(Actor who, String action, Partner partner, ServerKeys server, String after) {
    String subject = partner.name() + ", " + server.address();
    registrar.audit(who, action, subject, String.join(", ", server.pinned()), after);
  }

  private static List<String> with(List<String> keys, String another) {
    List<String> all = new ArrayList<>(keys);
    all.add(another);
    return all;
  }

  /** Changes the keys of all partnerships with the server: all of them or none. */
  private void put(Actor who, ServerKeys server, UnaryOperator<List<String>> change)
      throws EditRefused, IOException {
    List<PartnershipEntry> entries = new ArrayList<>();
    for (String name : server.partnerships()) {
      Optional<PartnershipEntry> entry = registrar.editor().partnership(name);
      if (entry.isPresent()) {
        entries.add(changed(entry.get(), change));
      }
    }
    registrar.put(who, List.of(), entries);
  }

  private static PartnershipEntry changed(
      PartnershipEntry entry, UnaryOperator<List<String>> change) {
    Map<String, String> attributes = new LinkedHashMap<>(entry.attributes());
    List<String> keys =
        Arrays.stream(attributes.getOrDefault(HOST_KEY, "").split(",", -1))
            .map(String::strip)
            .filter(key -> !key.isEmpty())
            .toList();
    attributes.put(HOST_KEY, String.join(", ", change.apply(keys)));
    return new PartnershipEntry(entry.name(), entry.sender(), entry.receiver(), attributes);
  }
}
