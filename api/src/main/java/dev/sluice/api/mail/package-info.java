/// Letters in words and on their way: tokens that travel by mail, texts in English and Chinese, SMTP.
@NullMarked
package dev.sluice.api.mail;

import org.jspecify.annotations.NullMarked;
