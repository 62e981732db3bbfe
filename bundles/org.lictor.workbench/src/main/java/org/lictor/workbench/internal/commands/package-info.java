/** What menus and keys do wherever one is. */
package org.lictor.workbench.internal.commands;
