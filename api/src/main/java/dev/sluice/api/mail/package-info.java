/// Letters to people, in their language, through SMTP.
@NullMarked
package dev.sluice.api.mail;

import org.jspecify.annotations.NullMarked;
