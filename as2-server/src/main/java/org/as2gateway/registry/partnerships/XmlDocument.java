package org.as2gateway.registry.partnerships;

import java.nio.charset.Charset;

/**
 * A parsed file together with its text, so that it can be edited without touching the rest.
 *
 * @param root the document element
 * @param text the whole file
 * @param charset what the file is encoded in
 */
record XmlDocument(XmlElement root, String text, Charset charset) {}
