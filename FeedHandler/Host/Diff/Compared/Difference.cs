using FeedHandler.Core.Events;
using FeedHandler.Engine;

namespace FeedHandler.Host.Diff.Compared;

/// <summary>How two streams differ in one place.</summary>
internal enum DifferenceKind
{
    /// <summary>Both have an event there, and it is not the same.</summary>
    Changed = 0,

    /// <summary>The event is missing in B.</summary>
    OnlyInA = 1,

    /// <summary>The event is missing in A.</summary>
    OnlyInB = 2,
}

/// <summary>The first difference of a channel.</summary>
/// <param name="Kind">How they differ.</param>
/// <param name="ChannelId">The channel.</param>
/// <param name="A">The event that was due in A; null when A ended before.</param>
/// <param name="B">The event that was due in B; null when B ended before.</param>
internal sealed record Difference(DifferenceKind Kind, int ChannelId, DiffEvent? A, DiffEvent? B)
{
    /// <summary>The books of <see cref="SecurityId"/>; null when it is of the whole channel.</summary>
    public DifferenceBooks? Books { get; init; }

    /// <summary>When it happened by the exchange's time; before it where the event has none.</summary>
    public ulong TransactTimeNs { get; init; }

    /// <summary>The instrument that it is of; of an event of the whole channel, that of the event against which it stands.</summary>
    public long? SecurityId => Kind == DifferenceKind.OnlyInB ? B?.SecurityId ?? A?.SecurityId : A?.SecurityId ?? B?.SecurityId;

    /// <summary>The event that was due on a side; null when the side ended before.</summary>
    public DiffEvent? this[DiffSide side] => side == DiffSide.A ? A : B;

    /// <summary>The event that makes the difference: of two the one of A.</summary>
    public DiffEvent Subject => (Kind == DifferenceKind.OnlyInB ? B : A)!.Value;
}

/// <summary>An instrument's books around a difference. One that is null is not known: nothing before told of the instrument.</summary>
/// <param name="BeforeA">Before A's event.</param>
/// <param name="BeforeB">Before B's event.</param>
/// <param name="AfterA">After A's event.</param>
/// <param name="AfterB">After B's event.</param>
internal sealed record DifferenceBooks(InstrumentReport? BeforeA, InstrumentReport? BeforeB, InstrumentReport? AfterA, InstrumentReport? AfterB);
