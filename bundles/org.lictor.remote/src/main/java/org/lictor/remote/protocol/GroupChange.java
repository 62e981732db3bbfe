package org.lictor.remote.protocol;

/**
 * Changes an agent group.
 *
 * @param autoAssign whether agents that enrol from now on join it by themselves
 */
public record GroupChange(boolean autoAssign) {
}
