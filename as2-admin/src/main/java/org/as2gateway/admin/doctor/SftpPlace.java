package org.as2gateway.admin.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.SftpPolicy;
import org.as2gateway.registry.partnerships.SftpUrl;

/**
 * A server of a partner, with a login that one or more partnerships share.
 *
 * @param partnership one of them
 * @param uploads folders that files are uploaded to
 * @param folders all folders that are used, uploads first
 */
record SftpPlace(Partnership partnership, List<String> uploads, List<String> folders) {
  /** Copies the lists. */
  SftpPlace {
    uploads = List.copyOf(uploads);
    folders = List.copyOf(folders);
  }

  /** The server, as its URL says it. */
  SftpUrl url() {
    return partnership.sftp().url().orElseThrow();
  }

  /** The places of those partnerships, which have a URL each. */
  static List<SftpPlace> of(Registry registry, List<Partnership> partnerships) {
    Map<List<Object>, List<Partnership>> groups = new LinkedHashMap<>();
    for (Partnership partnership : partnerships) {
      groups.computeIfAbsent(login(partnership.sftp()), key -> new ArrayList<>()).add(partnership);
    }
    return groups.values().stream().map(group -> place(registry, group)).toList();
  }

  private static List<Object> login(SftpPolicy sftp) {
    SftpUrl url = sftp.url().orElseThrow();
    return List.of(
        url.address(), url.user(), sftp.hostKeys(), sftp.keyAlias(), sftp.passwordFile());
  }

  private static SftpPlace place(Registry registry, List<Partnership> group) {
    Set<String> uploads = new LinkedHashSet<>();
    Set<String> polled = new LinkedHashSet<>();
    for (Partnership partnership : group) {
      if (registry.isOutbound(partnership)) {
        uploads.add(partnership.sftp().url().orElseThrow().folder());
      }
      if (registry.isInbound(partnership)) {
        partnership.sftp().pollFolder().ifPresent(polled::add);
        partnership.sftp().doneFolder().ifPresent(polled::add);
      }
    }
    Set<String> all = new LinkedHashSet<>(uploads);
    all.addAll(polled);
    return new SftpPlace(group.get(0), List.copyOf(uploads), List.copyOf(all));
  }
}
