using System.Globalization;

namespace FeedHandler.Core.Packets;

/// <summary>What one group carries.</summary>
/// <param name="ChannelId">The channel by the venue's number; 0 where nobody named it.</param>
/// <param name="Role">What it carries of the channel.</param>
/// <param name="Line">On which of the redundant lines.</param>
public readonly record struct FeedGroup(int ChannelId, FeedRole Role, Line Line)
{
    /// <summary>A line of the incremental feed of a channel that nobody named.</summary>
    /// <param name="line">The line.</param>
    public static FeedGroup Of(Line line) => new(0, FeedRole.Incremental, line);

    /// <summary>The group as it is typed and printed, such as 340/incremental/A.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ChannelId}/{FeedRoles.NameOf(Role)}/{Line}");
}

/// <summary>What a group carries of a channel.</summary>
public enum FeedRole : byte
{
    /// <summary>Every change as it happens, in one sequence that both lines share.</summary>
    Incremental = 0,

    /// <summary>Price-depth books again and again, in loops with sequences of their own.</summary>
    Snapshot = 1,

    /// <summary>Books by order again and again, in loops with sequences of their own.</summary>
    OrderSnapshot = 2,

    /// <summary>Instrument definitions again and again, in loops with sequences of their own.</summary>
    Definitions = 3,

    /// <summary>Packets of the incremental sequence, sent again on request.</summary>
    Replay = 4,
}

/// <summary>The roles as they are typed and printed.</summary>
public static class FeedRoles
{
    private static readonly string[] AllNames = ["incremental", "snapshot", "orderSnapshot", "definitions", "replay"];

    /// <summary>The names in the order of the roles.</summary>
    public static IReadOnlyList<string> Names => AllNames;

    /// <summary>A role's name.</summary>
    /// <param name="role">The role.</param>
    public static string NameOf(FeedRole role) => (uint)role < (uint)AllNames.Length ? AllNames[(int)role] : "unknown";

    /// <summary>A role by its name, in any case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="role">The role.</param>
    /// <returns>False when no role has the name.</returns>
    public static bool TryParse(ReadOnlySpan<char> name, out FeedRole role)
    {
        for (int index = 0; index < AllNames.Length; index++)
        {
            role = (FeedRole)index;
            if (name.Equals(AllNames[index], StringComparison.OrdinalIgnoreCase)) return true;
        }

        role = default;
        return false;
    }
}

/// <summary>One of the two redundant multicast lines on which a venue publishes identical packets.</summary>
public enum Line : byte
{
    /// <summary>The primary line.</summary>
    A = 0,

    /// <summary>The secondary line.</summary>
    B = 1,
}
