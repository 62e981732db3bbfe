package org.lictor.remote.internal;
