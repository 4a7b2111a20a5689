package org.as2gateway.transport.sftp.client;

import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;

/** An open session: whom with, over what, and what has happened in it. */
record SessionParts(
    SftpServer server,
    ClientSession ssh,
    SftpClient sftp,
    String hostKey,
    SessionLog log,
    Pace pace) {}
