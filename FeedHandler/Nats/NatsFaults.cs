using FeedHandler.Distribution;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace FeedHandler.Nats;

/// <summary>What the client library throws, in words of ours.</summary>
internal static class NatsFaults
{
    /// <summary>Whether it is of the server or the connection, and no mistake of this program.</summary>
    public static bool IsKnown(Exception failure) => failure is NatsException or TimeoutException or OperationCanceledException or ObjectDisposedException
        or IOException or System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException;

    /// <summary>What is wrong.</summary>
    public static BrokerException Of(NatsConnection connection, Exception failure)
    {
        string words = failure switch
        {
            NatsJSApiException api => $"{api.Error.Description} (error {api.Error.ErrCode})",
            NatsJSApiNoResponseException or NatsNoRespondersException =>
                "JetStream does not answer: start nats-server with --jetstream, and let this user use it",
            _ when IsRefused(failure) => "the server refuses the user, password, token or credentials",
            _ when Inner(failure) is { } inner => inner.Message,
            TimeoutException or OperationCanceledException => "no answer in time",
            _ => failure.Message,
        };
        return new BrokerException($"{connection.Opts.Url}: {words}", inner: failure);
    }

    private static bool IsRefused(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure.Message.Contains("uthorization Violation", StringComparison.OrdinalIgnoreCase)
                || failure.Message.Contains("uthentication", StringComparison.OrdinalIgnoreCase) && failure is NatsServerException) return true;
        }

        return false;
    }

    private static Exception? Inner(Exception failure)
    {
        Exception? inner = failure.InnerException;
        while (inner?.InnerException is { } deeper) inner = deeper;
        return inner;
    }
}
