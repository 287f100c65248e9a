import './app/desk-app.ts';
