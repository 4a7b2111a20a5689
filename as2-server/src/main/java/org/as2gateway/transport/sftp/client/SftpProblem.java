package org.as2gateway.transport.sftp.client;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.transport.proxy.ProxyException;

/** Why an SFTP session did not do what it should: one sentence of what was found, and a remedy. */
public sealed interface SftpProblem {
  /** What happened: what was found and what was expected. */
  String sentence();

  /** What to do next. */
  String remedy();

  /** Whether the same attempt later may succeed without a change at either end. */
  default boolean isTemporary() {
    return false;
  }

  /** Whether the server has not answered: what was asked of it may have happened or not. */
  default boolean isConnectionLost() {
    return this instanceof Cut
        || this instanceof TimedOut
        || this instanceof TooSlow
        || this instanceof NotReachable
        || this instanceof NoProxy;
  }

  /** The server cannot be reached. */
  record NotReachable(String server, String reason) implements SftpProblem {
    @Override
    public String sentence() {
      return server + " cannot be reached: " + reason;
    }

    @Override
    public String remedy() {
      return "Check host, port, DNS and the firewall; ask the partner whether the server runs.";
    }

    @Override
    public boolean isTemporary() {
      return true;
    }
  }

  /**
   * The proxy on the way to the server does not connect us.
   *
   * @param reason the word for it in the message log
   */
  record NoProxy(Reason reason, String sentence, String remedy) implements SftpProblem {
    static NoProxy of(ProxyException e) {
      String remedy = e.remedy().substring(0, 1).toUpperCase(Locale.ROOT) + e.remedy().substring(1);
      return new NoProxy(e.reason(), e.sentence(), remedy + ".");
    }

    @Override
    public boolean isTemporary() {
      return reason == Reason.PROXY_UNREACHABLE || reason == Reason.CONNECTION_FAILED;
    }
  }

  /** The server proved a key that is not pinned. */
  record WrongHostKey(String server, List<String> pinned, String type, String found)
      implements SftpProblem {
    /** Copies its list. */
    public WrongHostKey {
      pinned = List.copyOf(pinned);
    }

    @Override
    public String sentence() {
      return pinned.isEmpty()
          ? "no host key is pinned for " + server + "; it has " + found + " (" + type + ")"
          : server
              + " has host key "
              + found
              + " ("
              + type
              + "); pinned is "
              + String.join(", ", pinned);
    }

    @Override
    public String remedy() {
      return "Nothing was sent. Ask the partner, not by this connection, for the fingerprint of the"
          + " host key. Only if it is the same, add it to gw.sftp_host_key.";
    }
  }

  /** Neither key nor password lets us in. */
  record SignInRefused(String server, String user, String tried) implements SftpProblem {
    @Override
    public String sentence() {
      return server + " refused user '" + user + "' with " + tried;
    }

    @Override
    public String remedy() {
      return "Send the partner the public key, or check user name, key and password.";
    }
  }

  /** The server has no algorithm in common with us. */
  record NoCommonAlgorithm(String server, String reason) implements SftpProblem {
    @Override
    public String sentence() {
      return server + " and the gateway have no common algorithm: " + reason;
    }

    @Override
    public String remedy() {
      return "Ask the partner to allow AES-GCM or AES-CTR with SHA-2; SHA-1 and CBC are not used.";
    }
  }

  /** The server does not let this user do it. */
  record PermissionDenied(String action, String path) implements SftpProblem {
    @Override
    public String sentence() {
      return "permission denied to " + action + " '" + path + "'";
    }

    @Override
    public String remedy() {
      return "Ask the partner for the right to create, rename and remove files in this folder.";
    }
  }

  /** A folder or file is not there. */
  record NotFound(String action, String path) implements SftpProblem {
    @Override
    public String sentence() {
      return "cannot " + action + " '" + path + "': it does not exist on the server";
    }

    @Override
    public String remedy() {
      return "Check the folder in gw.sftp_url, gw.sftp_poll or gw.sftp_done, or ask the partner to create it.";
    }
  }

  /** Files would be moved to where they are. */
  record SameFolder(String folder, String to) implements SftpProblem {
    @Override
    public String sentence() {
      return "'"
          + to
          + "' is the folder '"
          + folder
          + "' by another name: files are not moved to it";
    }

    @Override
    public String remedy() {
      return "Set gw.sftp_done to another folder than gw.sftp_poll.";
    }
  }

  /** No space at the server. */
  record DiskFull(String path, long neededBytes, long freeBytes) implements SftpProblem {
    @Override
    public String sentence() {
      return "the server's disk is full: '"
          + path
          + "' needs "
          + neededBytes
          + " more bytes, "
          + freeBytes
          + " are free";
    }

    @Override
    public String remedy() {
      return "Ask the partner to free space; the upload continues from where it stopped.";
    }

    @Override
    public boolean isTemporary() {
      return true;
    }
  }

  /** A file of that name is there already; it is never overwritten. */
  record NameTaken(String path) implements SftpProblem {
    @Override
    public String sentence() {
      return "a file '" + path + "' is on the server already and was not overwritten";
    }

    @Override
    public String remedy() {
      return "Ask the partner to collect or remove the file, then send again, or use another name.";
    }

    @Override
    public boolean isTemporary() {
      return true;
    }
  }

  /** The size at the server is not the size of the file. */
  record SizeDiffers(String path, long expectedBytes, long foundBytes) implements SftpProblem {
    @Override
    public String sentence() {
      return "'" + path + "' has " + foundBytes + " bytes; expected " + expectedBytes;
    }

    @Override
    public String remedy() {
      return "Nothing was renamed or removed. The next attempt starts this file from its beginning.";
    }

    @Override
    public boolean isTemporary() {
      return true;
    }
  }

  /** A rename was asked for and not answered, and no file tells whether it happened. */
  record RenameUnknown(String path, long expectedBytes, OptionalLong foundBytes)
      implements SftpProblem {
    @Override
    public String sentence() {
      return "the answer to the rename to '"
          + path
          + "' was lost; now the temporary file is gone, and "
          + (foundBytes.isEmpty()
              ? "no file has that name"
              : "the file of that name has "
                  + foundBytes.getAsLong()
                  + " bytes; expected "
                  + expectedBytes);
    }

    @Override
    public String remedy() {
      return "Ask the partner whether the file came. If it did, mark this message as handled; if it"
          + " did not, send it again.";
    }
  }

  /** The file here is not what was submitted. */
  record ContentChanged(String name) implements SftpProblem {
    @Override
    public String sentence() {
      return "the content of '" + name + "' changed since it was submitted";
    }

    @Override
    public String remedy() {
      return "Nothing was renamed at the server. Submit the file again.";
    }
  }

  /** The connection ended too early. */
  record Cut(String server, String action) implements SftpProblem {
    @Override
    public String sentence() {
      return "the connection to " + server + " was cut during " + action;
    }

    @Override
    public String remedy() {
      return "The next attempt continues from where this one stopped.";
    }

    @Override
    public boolean isTemporary() {
      return true;
    }
  }

  /** Nothing came from the server within the limit. */
  record TimedOut(String server, String action, Duration limit) implements SftpProblem {
    @Override
    public String sentence() {
      return server + " did not answer within " + limit.toSeconds() + " s during " + action;
    }

    @Override
    public String remedy() {
      return "Ask the partner whether the server is overloaded; the gateway tries again.";
    }

    @Override
    public boolean isTemporary() {
      return true;
    }
  }

  /** The server is so slow, all in all, that the attempt was ended. */
  record TooSlow(String server, String action, long leastBytesPerSecond) implements SftpProblem {
    @Override
    public String sentence() {
      return "the connection to %s was ended during %s: it moved less than %d bytes a second"
          .formatted(server, action, leastBytesPerSecond);
    }

    @Override
    public String remedy() {
      return "The next attempt continues from where this one stopped. Ask the partner why the"
          + " server is slow.";
    }

    @Override
    public boolean isTemporary() {
      return true;
    }
  }

  /** The server refused with a status that says no more. */
  record Refused(String action, String path, int status, String text) implements SftpProblem {
    @Override
    public String sentence() {
      return "the server refused to "
          + action
          + " '"
          + path
          + "': status "
          + status
          + (text.isBlank() ? "" : ", '" + text + "'");
    }

    @Override
    public String remedy() {
      return "Ask the partner what the server's log says about this file.";
    }

    @Override
    public boolean isTemporary() {
      return true;
    }
  }
}
