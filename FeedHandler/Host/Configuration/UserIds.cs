using System.Globalization;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Configuration;

/// <summary>Users of this machine by name.</summary>
internal static class UserIds
{
    private const string UserFile = "/etc/passwd";
    private const int IdField = 2;

    /// <summary>The number of a user.</summary>
    /// <param name="option">Who asks.</param>
    /// <param name="user">A number, or a name in the machine's own list.</param>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static uint Of(string option, string user)
    {
        if (uint.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out uint id)) return id;
        string[] lines = File.Exists(UserFile) ? File.ReadAllLines(UserFile) : [];
        foreach (string[] fields in lines.Select(static line => line.Split(':')))
        {
            if (fields.Length > IdField && fields[0] == user && uint.TryParse(fields[IdField], out id)) return id;
        }

        throw new UsageException($"{option} {PlainText.Short(user)}: no such user in {UserFile}: give a name or a number");
    }
}
