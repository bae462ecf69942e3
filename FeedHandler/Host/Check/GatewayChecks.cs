using System.Globalization;
using System.Net;
using FeedHandler.Engine;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Native.Files;
using FeedHandler.Replay;

namespace FeedHandler.Host.Check;

/// <summary>Whether the feed can be served to clients where the configuration says, and by which tokens, which are not shown. Nothing is listened on.</summary>
internal static class GatewayChecks
{
    private const string Name = "gateway.listen";
    private const string TokensName = "gateway.tokens";
    private const string JournalName = "gateway.journal";
    private const string Begins = "the feed does not begin";

    /// <summary>Looks at what the configuration says of its gateway.</summary>
    public static IEnumerable<Finding> Run(FeedConfiguration configuration)
    {
        if (configuration.Gateway is { } gateway)
        {
            yield return Address(configuration, gateway);
            if (gateway.TokenFile is { } file) yield return Tokens(file);
            if (gateway.Journal is { } journal) yield return Journal(journal);
        }
        else if (configuration.File.Gateway.Tokens is not null)
        {
            yield return Finding.Advice(TokensName, "named, and nothing is served", "it protects nothing", "name gateway.listen, or leave it out");
        }
    }

    private static Finding Address(FeedConfiguration configuration, GatewayOptions gateway)
    {
        IPEndPoint listen = gateway.Listen;
        if (gateway.TokenFile is null && !IPAddress.IsLoopback(listen.Address))
        {
            return Finding.Problem(
                Name, $"{listen}, no loopback address, and no tokens", "anybody would see everything, so that " + Begins,
                "name gateway.tokens, or listen on 127.0.0.1");
        }

        if (!ListenAddresses.IsOfThisMachine(listen.Address))
        {
            return Finding.Problem(
                Name, $"{listen}: no interface of this machine has that address", "nothing can be served there, and " + Begins,
                "name an address of ip address show");
        }

        if (Observed(configuration.File.Observe).Any(other => ListenAddresses.Collide(other, listen)))
            return Finding.Problem(Name, $"{listen} is that of observe too", "one of them has it, and " + Begins, "take another port");
        return ListenAddresses.Taken().Any(other => ListenAddresses.Collide(other, listen))
            ? Finding.Advice(Name, $"{listen} is taken", "with another gateway it is shared, with any other program " + Begins, "look who it is (ss -ltnp)")
            : Finding.Good(Name, listen.ToString());
    }

    private static IEnumerable<IPEndPoint> Observed(ObserveSection observe)
    {
        foreach (string? text in (string?[])[observe.Metrics, observe.Dashboard])
        {
            if (text is not null && ObserveSection.TryParseEndPoint(text, out IPEndPoint endPoint)) yield return endPoint;
        }
    }

    private static Finding Journal(JournalOptions journal)
    {
        string? above = Path.GetDirectoryName(journal.Folder.TrimEnd('/'));
        FileKind kind = FileIdentity.Of(journal.Folder, followsLink: false).Kind;
        string? existing = kind == FileKind.Folder ? journal.Folder : kind == FileKind.Missing && Directory.Exists(above) ? above : null;
        if (existing is null)
        {
            string wrong = kind == FileKind.Missing ? $"there is no folder {above}" : $"{journal.Folder} is no folder, or a link to one";
            return Finding.Problem(
                JournalName, PlainText.Of(wrong), "nothing can be kept there, and " + Begins, "make it, or name the folder of the journal itself");
        }

        if (!FileIdentity.CheckWritable(existing).IsSuccess)
        {
            return Finding.Problem(
                JournalName, PlainText.Of($"{existing} may not be written"), Begins, "give another folder, or the rights of the user who runs the feed");
        }

        long bytes = (long)journal.FileBytes * journal.FileCountMax;
        long free = new DriveInfo(existing).AvailableFreeSpace;
        string found = string.Create(CultureInfo.InvariantCulture, $"{PlainText.Of(journal.Folder)}, up to {bytes >> 20:N0} MiB of {free >> 20:N0}");
        return bytes <= free ? Finding.Good(JournalName, found)
            : Finding.Advice(
                JournalName, found, "where the disk is full the journal loses events, and says so", "lower gateway.journalFiles or gateway.journalFileMib");
    }

    private static Finding Tokens(string file)
    {
        try
        {
            return Finding.Good(TokensName, FormattableString.Invariant($"{TokenFile.Read(file).Count} in {PlainText.Of(file)}"));
        }
        catch (GatewayException failure)
        {
            return Finding.Problem(
                TokensName, PlainText.Of(failure.Message), "nobody could be asked for one, so that " + Begins, "write it as docs/gateway.md says");
        }
    }
}
