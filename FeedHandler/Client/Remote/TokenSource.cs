namespace FeedHandler.Client.Remote;

/// <summary>Where the token is. No message ever has it.</summary>
internal static class TokenSource
{
    private const int LengthMax = 1024;

    /// <summary>Reads it.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="token">The token, empty for none.</param>
    /// <param name="wrong">What is wrong, when it cannot be read.</param>
    public static bool TryRead(RemoteFeedOptions options, out string token, out string? wrong)
    {
        (token, wrong) = (options.Token ?? "", null);
        if (options.TokenFile is not { } path) return true;
        try
        {
            using StreamReader reader = new(path);
            Span<char> text = stackalloc char[LengthMax + 1];
            ReadOnlySpan<char> line = text[..reader.ReadBlock(text)];
            int end = line.IndexOfAny('\r', '\n');
            line = (end < 0 ? line : line[..end]).Trim();
            if (line.IsEmpty || line.Length > LengthMax) wrong = $"{path}: its first line is no token of 1 to {LengthMax} characters";
            else token = line.ToString();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            wrong = $"{path} cannot be read: {failure.GetType().Name}";
        }

        return wrong is null;
    }
}
