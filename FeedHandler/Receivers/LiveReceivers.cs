using FeedHandler.Receivers.Dpdk;
using FeedHandler.Receivers.IoUring;
using FeedHandler.Receivers.Sockets;
using FeedHandler.Receivers.Xdp;

namespace FeedHandler.Receivers;

/// <summary>Opens receivers of live groups by kind.</summary>
public static class LiveReceivers
{
    /// <summary>
    /// Opens a receiver in the calling thread's network namespace. What the system lacks is never an exception: it is in the errors, with
    /// what to install, allow or set.
    /// </summary>
    /// <param name="kind">Which kind; nothing else is opened in its place.</param>
    /// <param name="groups">The groups: at least one. All are served by the one thread that polls.</param>
    /// <param name="settings">How to receive.</param>
    /// <exception cref="ArgumentException">There is no group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static ReceiverOpening Open(ReceiverKind kind, IReadOnlyList<LineGroup> groups, ReceiverSettings settings)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(settings);
        if (groups.Count == 0) throw new ArgumentException("There must be at least one group.", nameof(groups));
        settings.Validate();
        try
        {
            return kind switch
            {
                ReceiverKind.Socket => new ReceiverOpening(SocketReceiver.Open(groups, settings), []),
                ReceiverKind.IoUring => new ReceiverOpening(IoUringReceiver.Open(groups, settings), []),
                ReceiverKind.Xdp => new ReceiverOpening(XdpReceiver.Open(groups, settings), []),
                ReceiverKind.Dpdk => new ReceiverOpening(DpdkReceiver.Open(groups, settings), []),
                _ => ReceiverOpening.Failure($"this build has no receiver of the kind {kind}"),
            };
        }
        catch (OpeningException refused)
        {
            return ReceiverOpening.Failure(refused.Message);
        }
        catch (OutOfMemoryException refused)
        {
            return ReceiverOpening.Failure($"{kind}: {refused.Message}");
        }
    }

    /// <summary>Opens the first kind that can be opened; the errors then say why those before it could not.</summary>
    /// <param name="kinds">The kinds in order of preference: at least one.</param>
    /// <param name="groups">The groups: at least one.</param>
    /// <param name="settings">How to receive.</param>
    /// <exception cref="ArgumentException">There is no kind or no group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static ReceiverOpening OpenFirst(IReadOnlyList<ReceiverKind> kinds, IReadOnlyList<LineGroup> groups, ReceiverSettings settings)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        if (kinds.Count == 0) throw new ArgumentException("There must be at least one kind.", nameof(kinds));
        ArgumentNullException.ThrowIfNull(groups);
        if (!kinds.Contains(ReceiverKind.Dpdk) && MissingInterface(groups) is { } missing) return ReceiverOpening.Failure(missing);
        List<string> errors = [];
        foreach (ReceiverKind kind in kinds)
        {
            ReceiverOpening opening = Open(kind, groups, settings);
            errors.AddRange(opening.Errors);
            if (opening.Receiver is not null) return opening with { Errors = errors };
        }

        return ReceiverOpening.Failure(errors);
    }

    // What no kind could have is told once. DPDK alone has interfaces that the kernel does not know.
    private static string? MissingInterface(IReadOnlyList<LineGroup> groups)
    {
        foreach (LineGroup group in groups)
        {
            if (!NetworkInterfaces.TryFind(group.Interface, out _, out string problem)) return $"line {group.Line}, {group.Group}: {problem}";
        }

        return null;
    }
}
