"""The pure rules of hearings: tables of steps, the call, Stop, capture, staged entry and exit."""
