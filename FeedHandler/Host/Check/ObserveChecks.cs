using System.Net;
using FeedHandler.Engine;
using FeedHandler.Observing;
using FeedHandler.Replay;

namespace FeedHandler.Host.Check;

/// <summary>Whether what a feed would serve can be served: addresses, ports and the token, which is not shown. Nothing is listened on.</summary>
internal static class ObserveChecks
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const string TokenName = "token of observe";

    /// <summary>Looks at what the configuration says of observers.</summary>
    public static IEnumerable<Finding> Run(FeedConfiguration configuration)
    {
        ObserveSection observe = configuration.File.Observe;
        (string Name, string? Text)[] served = [("observe.metrics", observe.Metrics), ("observe.dashboard", observe.Dashboard)];
        bool hasToken = (observe.TokenFile ?? observe.TokenVariable) is not null;
        List<IPEndPoint> taken = [.. ListenAddresses.Taken()];
        foreach ((string name, string? text) in served)
        {
            if (text is null || !ObserveSection.TryParseEndPoint(text, out IPEndPoint endPoint)) continue;
            yield return Address(name, endPoint, hasToken, taken);
            taken.Add(endPoint);
        }

        if (hasToken) yield return Token(configuration, observe, observe is not { Metrics: null, Dashboard: null });
    }

    private static Finding Address(string name, IPEndPoint endPoint, bool hasToken, List<IPEndPoint> taken)
    {
        if (!hasToken && !IPAddress.IsLoopback(endPoint.Address))
        {
            return Finding.Problem(
                name, $"{endPoint}, no loopback address, and no token", "anybody could read along, so that the feed does not begin",
                "name observe.tokenFile or observe.tokenVariable, or listen on 127.0.0.1");
        }

        if (taken.Exists(other => ListenAddresses.Collide(other, endPoint)))
        {
            return Finding.Problem(
                name, $"{endPoint} is taken", "a program, or another member of observe, listens there, and the feed does not begin",
                "take another port, or end the program (ss -ltnp)");
        }

        return ListenAddresses.IsOfThisMachine(endPoint.Address)
            ? Finding.Good(name, endPoint.ToString())
            : Finding.Problem(
                name, $"{endPoint}: no interface of this machine has that address", "nothing can be served there, and the feed does not begin",
                "name an address of ip address show");
    }

    private static Finding Token(FeedConfiguration configuration, ObserveSection observe, bool isServed)
    {
        string? file = observe.TokenFile is { } name ? configuration.PathOf(name) : null;
        try
        {
            _ = AccessToken.Of(file, observe.TokenVariable);
        }
        catch (FeedException failure)
        {
            return Finding.Problem(
                TokenName, PlainText.Of(failure.Message), "nobody could be asked for it, so that the feed does not begin",
                "put it there, with the rights of the user who runs the feed");
        }

        if (!isServed)
        {
            return Finding.Advice(
                TokenName, "there, and nothing is served", "it protects nothing", "name observe.metrics or observe.dashboard, or leave it out");
        }

        return file is not null && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0
            ? Finding.Advice(
                TokenName, $"{PlainText.Of(file)} can be read or written by others", "whoever reads it may look at the feed", $"chmod 600 {PlainText.Of(file)}")
            : Finding.Good(TokenName, "there");
    }
}
