using System.Globalization;

namespace FeedHandler.Native.Memory;

/// <summary>Reads what the kernel says about the pages behind a mapping (proc(5), smaps): a request for huge pages is only a request.</summary>
internal static class TransparentPages
{
    private const string Path = "/proc/self/smaps";
    private const string Field = "AnonHugePages:";

    /// <summary>How much of the mapping that holds an address stands on transparent huge pages; 0 when that cannot be read.</summary>
    internal static nuint HugeBytesAt(nint address)
    {
        if (!File.Exists(Path)) return 0;
        bool isInside = false;
        foreach (string line in File.ReadLines(Path))
        {
            if (TryReadRange(line, out nint first, out nint end)) isInside = first <= address && address < end;
            else if (isInside && line.StartsWith(Field, StringComparison.Ordinal)) return KilobytesOf(line) * 1024;
        }

        return 0;
    }

    // A mapping begins with "first-end permissions ...", in hexadecimal; its fields follow as "Name: value kB".
    private static bool TryReadRange(ReadOnlySpan<char> line, out nint first, out nint end)
    {
        first = end = 0;
        int dash = line.IndexOf('-');
        int space = line.IndexOf(' ');
        return dash > 0 && space > dash
            && nint.TryParse(line[..dash], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out first)
            && nint.TryParse(line[(dash + 1)..space], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out end);
    }

    private static nuint KilobytesOf(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> value = line[Field.Length..].Trim();
        int space = value.IndexOf(' ');
        return space > 0 && nuint.TryParse(value[..space], CultureInfo.InvariantCulture, out nuint kilobytes) ? kilobytes : 0;
    }
}
