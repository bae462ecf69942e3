namespace FeedHandler.Receivers.Sockets;

/// <summary>
/// Whose packets are handed over next. Where the kernel stamps datagrams the lines are merged by receive time, as if their packets had come by one
/// socket: after a pause, line B's copy comes beside line A's and not behind everything that line A has. Without stamps groups take turns.
/// </summary>
/// <param name="isByTime">Whether datagrams are stamped.</param>
internal struct ServiceOrder(bool isByTime)
{
    // Small enough that the other line's copy comes soon, large enough that a turn costs nothing beside it.
    private const int TurnCount = 16;

    private int _next;

    /// <summary>Whether datagrams are stamped.</summary>
    internal readonly bool IsByTime => isByTime;

    /// <summary>How many packets a group may hand over before the next is looked for.</summary>
    internal readonly int TurnCountMax => isByTime ? int.MaxValue : TurnCount;

    /// <summary>Finds whose turn it is.</summary>
    /// <param name="queues">The groups; each has a datagram or is known to have none.</param>
    /// <param name="untilNs">The turn lasts as long as the group's datagrams are not later than this.</param>
    /// <returns>Which of the groups; -1 when none has a datagram.</returns>
    internal int Find(GroupQueue[] queues, out long untilNs)
    {
        if (isByTime) return FindEarliest(queues, out untilNs);
        untilNs = long.MaxValue;
        return FindNext(queues);
    }

    private static int FindEarliest(GroupQueue[] queues, out long untilNs)
    {
        int found = -1;
        long foundNs = long.MaxValue;
        untilNs = long.MaxValue;
        for (int i = 0; i < queues.Length; i++)
        {
            GroupQueue queue = queues[i];
            if (!queue.HasHead) continue;
            if (found < 0 || queue.OrderNs < foundNs) (untilNs, foundNs, found) = (foundNs, queue.OrderNs, i);
            else if (queue.OrderNs < untilNs) untilNs = queue.OrderNs;
        }

        return found;
    }

    private int FindNext(GroupQueue[] queues)
    {
        for (int visits = 0; visits < queues.Length; visits++)
        {
            int index = _next;
            if (++_next == queues.Length) _next = 0;
            if (queues[index].HasHead) return index;
        }

        return -1;
    }
}
