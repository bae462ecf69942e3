using System.Globalization;

namespace FeedHandler.Journals;

/// <summary>Which start of the machine this is (random(4), boot_id): of what was written in this one the system has lost nothing.</summary>
internal static class BootId
{
    private const string Path = "/proc/sys/kernel/random/boot_id";

    /// <summary>This one; 0 where the system does not say.</summary>
    public static ulong Current { get; } = Read();

    private static ulong Read()
    {
        try
        {
            string text = File.ReadAllText(Path).Replace("-", "", StringComparison.Ordinal);
            return text.Length >= 16 && ulong.TryParse(text.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong id) ? id : 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
