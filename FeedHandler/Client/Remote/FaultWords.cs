using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using FeedHandler.Wire;

namespace FeedHandler.Client.Remote;

/// <summary>What became of a connection, in words.</summary>
internal static class FaultWords
{
    /// <summary>The gateway is gone.</summary>
    public const string Closed = "the gateway closed the connection";

    /// <summary>The gateway took too long.</summary>
    public const string Late = "it does not answer in time";

    private const int LengthMax = 200;

    /// <summary>Whether a connection can end so, and the program is none the worse.</summary>
    public static bool IsOfConnection(Exception failure) =>
        failure is IOException or SocketException or AuthenticationException or CryptographicException or ObjectDisposedException or InvalidOperationException
            or OperationCanceledException or UnauthorizedAccessException;

    /// <summary>Of what the system said.</summary>
    public static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "nobody listens there",
        SocketError.ConnectionReset or SocketError.Shutdown => Closed,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "there is no host of that name",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no way to it",
        SocketError.TimedOut => "it does not answer",
        _ => $"the connection failed ({error})",
    };

    /// <summary>Of a failure.</summary>
    public static string Of(Exception failure) => failure switch
    {
        SocketException socket => Of(socket.SocketErrorCode),
        AuthenticationException => Short($"TLS: {failure.InnerException?.Message ?? failure.Message}"),
        OperationCanceledException => Late,
        IOException { InnerException: SocketException socket } => Of(socket.SocketErrorCode),
        _ => Short(failure.Message),
    };

    /// <summary>Of a message.</summary>
    public static string Of(FrameFault fault) => $"it sent a message that is none of this protocol ({fault})";

    /// <summary>A text of the other side, cut where it is endless.</summary>
    public static string Short(string text) => text.Length <= LengthMax ? text : string.Concat(text.AsSpan(0, LengthMax), "...");
}
