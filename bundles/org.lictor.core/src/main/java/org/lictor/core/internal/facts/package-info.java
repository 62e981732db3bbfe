/** What vendors say, derived from evidence: see docs/adr/0003 and 0004. */
package org.lictor.core.internal.facts;
