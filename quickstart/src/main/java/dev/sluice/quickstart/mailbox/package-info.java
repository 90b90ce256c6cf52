/// The post office of the quickstart: takes every mail by SMTP, delivers none, shows all on a page.
@NullMarked
package dev.sluice.quickstart.mailbox;

import org.jspecify.annotations.NullMarked;
