namespace FeedHandler.Core.Packets;

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
        for (var index = 0; index < AllNames.Length; index++)
        {
            role = (FeedRole)index;
            if (name.Equals(AllNames[index], StringComparison.OrdinalIgnoreCase)) return true;
        }

        role = default;
        return false;
    }
}
