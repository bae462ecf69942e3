using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Balance;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Native.Sockets;
using FeedHandler.Replay;

namespace FeedHandler.Host.Balance;

/// <summary>Backends as they are typed: an address or the name of a host, and a port. Names are looked up once, at start.</summary>
internal static class BackendNames
{
    /// <summary>Looks them up.</summary>
    /// <param name="option">The option that they were typed behind.</param>
    /// <param name="names">What was typed.</param>
    /// <exception cref="CommandException">There is none, there are too many, one is there twice, or a name has no address.</exception>
    public static IReadOnlyList<BackendTarget> Resolve(string option, string[] names)
    {
        if (names.Length is 0 or > BalanceOptions.BackendCountMax)
            throw new UsageException($"{option}: name 1 to {BalanceOptions.BackendCountMax} backends, such as {option} 10.0.0.1:9000");
        BackendTarget[] targets = [.. names.Select(name => Resolve(option, name))];
        foreach (IGrouping<PeerAddress, BackendTarget> same in targets.GroupBy(static target => target.Address))
        {
            if (same.Count() > 1) throw new UsageException($"{option} {PlainText.Short(same.Last().Name)}: {same.Key} is named twice: leave one out");
        }

        return targets;
    }

    private static BackendTarget Resolve(string option, string name)
    {
        if (AddressText.TryParseEndPoint(name, out IPEndPoint? endPoint)) return new BackendTarget(name, PeerAddress.Of(endPoint));
        int colon = name.LastIndexOf(':');
        ushort port = 0;
        bool isGood = colon > 0 && Uri.CheckHostName(name[..colon]) == UriHostNameType.Dns
            && ushort.TryParse(name[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0;
        if (!isGood) throw new UsageException($"{option} {PlainText.Short(name)}: give HOST:PORT such as 10.0.0.1:9000 or gateway-1:9000");
        return new BackendTarget(name, PeerAddress.Of(new IPEndPoint(AddressOf(option, name, name[..colon]), port)));
    }

    private static IPAddress AddressOf(string option, string name, string host)
    {
        try
        {
            return Dns.GetHostAddresses(host).First();
        }
        catch (Exception failure) when (failure is SocketException or InvalidOperationException)
        {
            throw new CommandException($"{option} {PlainText.Short(name)}: no address is known of {PlainText.Short(host)}: correct it, or give an address");
        }
    }
}
