package org.lictor.adapter.custom.internal;
