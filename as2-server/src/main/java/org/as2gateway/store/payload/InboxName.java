package org.as2gateway.store.payload;

/**
 * A name in an inbox folder that nobody else in this process gets until it is closed. To be closed
 * when the file is delivered or the message was not recorded after all; from the record until then,
 * the record itself keeps the name.
 */
public final class InboxName implements AutoCloseable {
  private final Inbox inbox;
  private final String name;

  InboxName(Inbox inbox, String name) {
    this.inbox = inbox;
    this.name = name;
  }

  /** The file name. */
  public String name() {
    return name;
  }

  /** Name of the folder below inbox/. */
  public String folder() {
    return inbox.folderName();
  }

  /** Folder and name, as the record of a payload keeps it: enough to deliver it after a crash. */
  public String reference() {
    return folder() + "/" + name;
  }

  @Override
  public void close() {
    inbox.giveBack(name);
  }
}
