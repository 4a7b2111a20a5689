/**
 * The pages for people: thin routes over the same use cases as the HTTP API, and templates that
 * show what they are given. Main paths work without JavaScript.
 */
@NullMarked
package org.as2gateway.admin.web;

import org.jspecify.annotations.NullMarked;
