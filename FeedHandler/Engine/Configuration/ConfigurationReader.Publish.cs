using FeedHandler.Gateway.Journals;

namespace FeedHandler.Engine;

public static partial class ConfigurationReader
{
    private static IEnumerable<string?> PublishProblems(PublishSection publish)
    {
        (string, string?)[] texts =
        [
            ("publish.server", publish.Server), ("publish.user", publish.User), ("publish.passwordFile", publish.PasswordFile),
            ("publish.tokenFile", publish.TokenFile), ("publish.credentials", publish.Credentials), ("publish.ca", publish.Ca),
            ("publish.journal", publish.Journal),
        ];
        foreach ((string member, string? text) in texts.Where(static text => text.Item2 is not null)) yield return TextProblem(member, text);
        if (publish.Server is { } server && server.Contains('@'))
            yield return "publish.server: a name or a password in it would be seen by others: give user and passwordFile";
        if ((publish.User is null) != (publish.PasswordFile is null)) yield return "publish.user: goes together with passwordFile: give both, or neither";
        int ways = (publish.User is null ? 0 : 1) + (publish.TokenFile is null ? 0 : 1) + (publish.Credentials is null ? 0 : 1);
        if (ways > 1) yield return "publish.user: user, tokenFile and credentials each say who asks: keep one";
        yield return Range("publish.takeOverMs", publish.TakeOverMs, 500, 600_000);
        yield return Range("publish.replicas", publish.Replicas, 1, 5);
        yield return Range("publish.keepHours", publish.KeepHours, 1, 8760);
        yield return Range("publish.keepMib", publish.KeepMib, 16, 1 << 24);
        yield return Range("publish.inFlight", publish.InFlight, 1, 16_384);
        yield return Range("publish.stateMs", publish.StateMs, 10, 60_000);
        yield return Range("publish.drainSeconds", publish.DrainSeconds, 0, 3600);
        yield return Range("publish.journalFileMib", publish.JournalFileMib, JournalOptions.FileMibMin, JournalOptions.FileMibMax);
        yield return Range("publish.journalFiles", publish.JournalFiles, 2, JournalOptions.FileCountLimit);
    }
}
