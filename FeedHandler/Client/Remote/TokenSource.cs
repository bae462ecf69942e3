using System.Text;
using FeedHandler.Wire;

namespace FeedHandler.Client.Remote;

/// <summary>Where the token is. No message ever has it.</summary>
internal static class TokenSource
{
    private const int BytesMax = SessionMessages.TextBytesMax;

    /// <summary>Reads it, on a thread of the pool: a file may be on a disk that does not answer.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The token, empty for none.</returns>
    /// <exception cref="GatewayFaultException">It cannot be read.</exception>
    public static async Task<string> ReadAsync(RemoteFeedOptions options, CancellationToken cancellation)
    {
        if (options.TokenFile is not { } path) return options.Token ?? "";
        TimeSpan patience = TimeSpan.FromMilliseconds(options.ConnectTimeoutMs);
        try
        {
            return await Task.Run(() => Read(path), cancellation).WaitAsync(patience, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw NoToken($"{path} cannot be read in time");
        }
    }

    private static string Read(string path)
    {
        try
        {
            using StreamReader reader = new(path);
            Span<char> text = stackalloc char[BytesMax + 1];
            ReadOnlySpan<char> line = text[..reader.ReadBlock(text)];
            int end = line.IndexOfAny('\r', '\n');
            line = (end < 0 ? line : line[..end]).Trim();
            bool isToken = Encoding.UTF8.GetByteCount(line) is >= 1 and <= BytesMax;
            return isToken ? line.ToString() : throw NoToken($"{path}: its first line is no token of 1 to {BytesMax} bytes");
        }
        catch (Exception failure) when (failure is IOException and not GatewayFaultException or UnauthorizedAccessException)
        {
            throw NoToken($"{path} cannot be read: {failure.GetType().Name}");
        }
    }

    private static GatewayFaultException NoToken(string words) => new(GatewayFault.NoToken, words);
}
