/** Tests of the pages, in a real browser where there is one. */
package org.as2gateway.admin.web;
